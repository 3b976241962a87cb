"""The catalogue's words follow the file that the indexer writes."""

from __future__ import annotations

import json
import os
from pathlib import Path

from bot.entities.vocabulary import VocabularyFile


def _brands(file: VocabularyFile, text: str) -> list[str]:
    return [fact.value for fact in file.current().find(text)]


def _write(path: Path, brand: str, at: int) -> None:
    path.write_text(json.dumps({"brand": {brand: []}}))
    os.utime(path, (at, at))


def test_without_a_file_only_colours_are_known(tmp_path: Path) -> None:
    file = VocabularyFile(tmp_path / "vocabulary.json", frozenset())
    assert _brands(file, "acme red") == ["red"]


def test_a_new_file_is_read_without_restart(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.json"
    file = VocabularyFile(path, frozenset())
    _write(path, "Acme", 1)
    assert _brands(file, "acme and zenith") == ["Acme"]
    _write(path, "Zenith", 2)
    assert _brands(file, "acme and zenith") == ["Zenith"]


def test_a_damaged_file_leaves_the_last_words(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.json"
    file = VocabularyFile(path, frozenset())
    _write(path, "Acme", 1)
    file.current()
    path.write_text("{")
    os.utime(path, (2, 2))
    assert _brands(file, "acme") == ["Acme"]
