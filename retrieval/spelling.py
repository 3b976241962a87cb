"""Puts right what no document has a word for, by the words that documents have."""

from __future__ import annotations

import re
from collections import defaultdict

from retrieval.snapshot import Snapshot
from retrieval.words import ENGLISH_STOPS, stem

SHORTEST = 4
LONG = 8  # from here on two slips are forgiven, below one

_WORD = re.compile(r"(?<![\w.-])[a-z]+(?![\w.-])")


class Speller:
    """The words of a snapshot, by first letter: people seldom miss that one."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._keywords = snapshot.keywords
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for term in snapshot.keywords.terms():
            if term.isascii() and term.isalpha() and len(term) >= SHORTEST - 1:
                self._by_letter[term[0]].append(term)
        self._known: dict[str, str] = {}

    @classmethod
    def of(cls, snapshot: Snapshot) -> Speller:
        """The speller of a snapshot, made once."""
        return snapshot.derived("speller", cls)

    def corrected(self, text: str) -> str:
        """A lower-case text with unknown words replaced by the nearest known ones."""
        return _WORD.sub(lambda found: self._nearest(found[0]), text)

    def _nearest(self, word: str) -> str:
        if len(word) < SHORTEST or word in ENGLISH_STOPS:
            return word
        if self._keywords.frequency(stem(word)):
            return word
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> str:
        from rapidfuzz.distance import OSA  # noqa: PLC0415  # seldom needed
        from rapidfuzz.process import extract  # noqa: PLC0415

        stemmed = stem(word)
        slips = 2 if len(word) >= LONG else 1
        near = extract(
            stemmed,
            self._by_letter.get(word[0], []),
            scorer=OSA.distance,
            score_cutoff=slips,
            limit=10,
        )
        there = [one for one in near if self._keywords.frequency(one[0])]
        if not there:
            return word
        best = min(there, key=lambda one: (one[1], -self._keywords.frequency(one[0])))
        return str(best[0])
