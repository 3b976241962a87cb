"""The catalogue's words, found by spaCy's phrase matcher, re-read when they change."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.entities.fact import Fact
from bot.text.spelling import shortened
from bot.text.words import Piece, characters_and_words, english
from bot.text.written_form import written_form

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

logger = logging.getLogger(__name__)
Aliases = Mapping[str, list[str]]
KINDS = ("product", "brand", "category", "colour")
FUZZY_KINDS = ("product", "brand")
SHORTEST_FUZZY = 5
# So that colours are understood before the first index is built.
COLOURS: Aliases = {
    "black": ["black", "黑色", "黑"], "white": ["white", "白色", "白"],
    "red": ["red", "红色", "红"], "blue": ["blue", "蓝色", "蓝"],
    "green": ["green", "绿色", "绿"], "yellow": ["yellow", "黄色", "黄"],
    "grey": ["grey", "gray", "灰色", "灰"], "pink": ["pink", "粉色", "粉红色"],
    "purple": ["purple", "紫色", "紫"], "orange": ["orange", "橙色", "橘色"],
    "brown": ["brown", "棕色", "咖啡色", "褐色"], "silver": ["silver", "银色"],
    "gold": ["gold", "金色"], "beige": ["beige", "米色", "杏色"],
}  # fmt: skip


class Vocabulary:
    """One reading of the catalogue's words."""

    def __init__(self, kinds: Mapping[str, Aliases], words: frozenset[str]) -> None:
        # spaCy costs half a second, which a process without a bot need not pay.
        from spacy.matcher import PhraseMatcher  # noqa: PLC0415

        self._matcher: PhraseMatcher = PhraseMatcher(english().vocab)
        self._meanings: dict[str, tuple[str, str]] = {}
        self._words = words
        self._near: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for kind in KINDS:
            for canonical, aliases in kinds.get(kind, {}).items():
                for alias in {canonical, *aliases}:
                    self._add(kind, canonical, written_form(alias).strip())

    def _add(self, kind: str, canonical: str, alias: str) -> None:
        pieces = characters_and_words(alias)
        if not pieces:
            return
        key = f"{kind}\n{canonical}"
        self._meanings[key] = (kind, canonical)
        self._matcher.add(key, [_doc(pieces)])
        if kind in FUZZY_KINDS and len(pieces) == 1 and len(alias) >= SHORTEST_FUZZY:
            for form in shortened(alias):
                self._near[form].add((kind, canonical, alias))

    def find(self, text: str) -> Iterator[Fact]:
        """Every name in a written form, also with one slip in a brand's name."""
        pieces = characters_and_words(text)
        for key, first, last in self._matcher(_doc(pieces)):
            kind, canonical = self._meanings[english().vocab.strings[key]]
            word, start = pieces[last - 1]
            yield Fact(kind, pieces[first][1], start + len(word), canonical)
        for word, start in pieces:
            yield from self._fuzzy(word, start)

    def _fuzzy(self, word: str, start: int) -> Iterator[Fact]:
        if len(word) < SHORTEST_FUZZY or word in self._words or not word.isascii():
            return
        near = {one for form in shortened(word) for one in self._near.get(form, ())}
        if any(alias == word for _, _, alias in near):
            return  # found as it is
        near = {one for one in near if abs(len(one[2]) - len(word)) <= 1}
        if len({(kind, canonical) for kind, canonical, _ in near}) == 1:
            kind, canonical, _ = near.pop()
            yield Fact(kind, start, start + len(word), canonical)


class VocabularyFile:
    """The vocabulary of a file, read again when the indexer has written it anew."""

    def __init__(self, file: Path, words: frozenset[str]) -> None:
        self._file = file
        self._words = words
        self._read_at: int | None = None
        self._current = Vocabulary({"colour": COLOURS}, words)

    def current(self) -> Vocabulary:
        """The newest readable vocabulary; a damaged file leaves the last one."""
        written_at = self._written_at()
        if written_at is not None and written_at != self._read_at:
            self._read_at = written_at
            try:
                kinds = json.loads(self._file.read_text("utf-8"))
                colours = {**COLOURS, **kinds.get("colour", {})}
                self._current = Vocabulary({**kinds, "colour": colours}, self._words)
            except (OSError, ValueError, AttributeError):
                logger.exception("Kept the previous vocabulary: %s", self._file)
        return self._current

    def _written_at(self) -> int | None:
        try:
            return self._file.stat().st_mtime_ns
        except FileNotFoundError:
            return None


def _doc(pieces: list[Piece]) -> Doc:
    from spacy.tokens import Doc  # noqa: PLC0415  as above

    return Doc(english().vocab, words=[word for word, _ in pieces])
