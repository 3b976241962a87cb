from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.documents import Document
from retrieval.generations import Generations
from retrieval.refresh import Recipe, refresh
from retrieval.searcher import Query, Searcher
from retrieval.testing import HashEmbedder
from tests.retrieval.conftest import a_document


def test_only_what_changed_is_embedded(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)
    embedder.embedded.clear()

    documents[2] = a_document("coffee", "espresso machine")
    done = refresh(tmp_path, documents, embedder)

    assert embedder.embedded == ["espresso machine"]
    assert done.changed


def test_nothing_new_makes_no_generation(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    first = refresh(tmp_path, documents, embedder)

    again = refresh(tmp_path, list(documents), embedder)

    assert (again.changed, again.generation) == (False, first.generation)


def test_other_metadata_need_no_embedding(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    refresh(tmp_path, [Document("a", "en", {}, "mug", {"price": 1})], embedder)
    embedder.embedded.clear()

    refresh(tmp_path, [Document("a", "en", {}, "mug", {"price": 2})], embedder)

    hit = Searcher(tmp_path, embedder).search(Query("mug"))[0]
    assert hit.metadata == {"price": 2}
    assert embedder.embedded == []


def test_another_model_embeds_everything_again(
    tmp_path: Path, documents: list[Document]
) -> None:
    refresh(tmp_path, documents, HashEmbedder(name="one"))

    done = refresh(tmp_path, documents, HashEmbedder(name="two"))

    assert done.embedded == 3


def test_texts_the_encoder_cannot_read_are_left_to_words(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)

    assert "无线鼠标" not in embedder.embedded
    found = Searcher(tmp_path, embedder).search(Query("鼠標", "zh"))
    assert [hit.key for hit in found] == ["mouse"]


def test_three_generations_are_kept(tmp_path: Path, embedder: HashEmbedder) -> None:
    for number in range(5):
        refresh(tmp_path, [a_document("a", f"text {number}")], embedder)

    names = [path.name for path in Generations(tmp_path).all()]
    assert names == ["000003", "000004", "000005"]


def test_measured_attachments_see_the_finished_index(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    recipe = Recipe(measure=lambda snapshot: {"size": len(snapshot.heads)})
    refresh(tmp_path, documents, embedder, recipe=recipe)

    assert Searcher(tmp_path).snapshot.attachments == {"size": 4}


def test_an_interrupted_build_leaves_the_live_generation(
    tmp_path: Path, documents: list[Document], embedder: HashEmbedder
) -> None:
    refresh(tmp_path, documents, embedder)

    def _breaks(_snapshot: object) -> dict[str, int]:
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        refresh(tmp_path, documents[:1], embedder, recipe=Recipe(measure=_breaks))

    assert len(Searcher(tmp_path, embedder).snapshot.heads) == 4
    assert not list(tmp_path.glob(".building-*"))
