from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from structlog.testing import capture_logs

from retrieval.documents import Document
from retrieval.generations import Generations
from retrieval.refresh import refresh
from retrieval.searcher import Query, Searcher
from retrieval.testing import HashEmbedder
from tests.retrieval.conftest import a_document


def _keys(searcher: Searcher, text: str, language: str = "en") -> list[str]:
    return [hit.key for hit in searcher.search(Query(text, language))]


def _eventually(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 3
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.01)
    return False


def test_words_and_meaning_find_one_hit_a_key(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)

    assert _keys(Searcher(tmp_path, embedder), "wireless mouse 鼠标")[0] == "mouse"
    assert _keys(Searcher(tmp_path, embedder), "鼠标", "zh") == ["mouse"]


def test_a_new_generation_is_followed(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)
    searcher = Searcher(tmp_path, embedder)
    assert "lamp" not in _keys(searcher, "desk lamp")

    refresh(tmp_path, [*documents, a_document("lamp", "desk lamp")], embedder)

    assert _eventually(lambda: _keys(searcher, "desk lamp")[:1] == ["lamp"])


def test_roll_back_is_followed_too(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)
    refresh(tmp_path, documents[2:], embedder)
    searcher = Searcher(tmp_path, embedder)
    assert "mouse" not in _keys(searcher, "mouse")

    Generations(tmp_path).roll_back()

    assert _eventually(lambda: _keys(searcher, "mouse")[:1] == ["mouse"])


def test_damaged_vectors_leave_the_words_and_an_alarm(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)
    (tmp_path / "000001" / "vectors.faiss").write_bytes(b"nonsense")

    with capture_logs() as logs:
        searcher = Searcher(tmp_path, embedder)
        found = searcher.search(Query("coffee machine"))

    assert [hit.key for hit in found] == ["coffee"]
    assert "vectors_damaged" in [one["event"] for one in logs]


def test_damaged_words_fall_back_to_the_generation_before(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)
    refresh(tmp_path, documents[:3], embedder)
    (tmp_path / "000002" / "heads.jsonl").write_text("{")

    with capture_logs() as logs:
        searcher = Searcher(tmp_path, embedder)

        assert _keys(searcher, "ceramic mug")[0] == "mug"
    assert "index_unreadable" in [one["event"] for one in logs]


def test_no_index_finds_nothing_and_appears_later(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    searcher = Searcher(tmp_path / "none", embedder)
    assert searcher.search(Query("mouse")) == []

    refresh(tmp_path / "none", documents, embedder)

    assert _eventually(lambda: _keys(searcher, "mouse")[:1] == ["mouse"])


def test_without_an_encoder_words_answer(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)

    assert _keys(Searcher(tmp_path), "mug") == ["mug"]
