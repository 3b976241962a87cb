"""Words nobody has seen -> the one known word that is a slip of the finger away."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

SHORTEST = 5  # below that, a neighbour is as likely another word as a correction
_WORD = re.compile(r"[a-z]+")


class Speller:
    """Corrects towards the words of the training data, by frequency."""

    def __init__(self, counts: Mapping[str, int], dictionary: frozenset[str]) -> None:
        self.counts = dict(counts)
        self._dictionary = dictionary
        self._neighbours: dict[str, set[str]] = defaultdict(set)
        for word in self.counts:
            if len(word) >= SHORTEST - 1:
                for form in shortened(word):
                    self._neighbours[form].add(word)
        self.word = functools.lru_cache(maxsize=20_000)(self._word)

    @classmethod
    def learn(cls, texts: Iterable[str], dictionary: frozenset[str]) -> Speller:
        """A speller that knows the English words of these texts."""
        return cls(Counter(_WORD.findall(" ".join(texts))), dictionary)

    def text(self, text: str) -> str:
        """The text with its unknown words corrected where there is a candidate."""
        return _WORD.sub(lambda match: self.word(match.group()), text)

    def _word(self, word: str) -> str:
        if len(word) < SHORTEST or word in self.counts or word in self._dictionary:
            return word
        near = {
            known
            for form in shortened(word)
            for known in self._neighbours[form]
            if form in self._neighbours
        }
        near = {known for known in near if abs(len(known) - len(word)) <= 1}
        return max(near, key=lambda known: (self.counts[known], known), default=word)


def shortened(word: str) -> set[str]:
    """The word, and the word with any one letter left out.

    Two words that are one insertion, deletion, substitution or swap of neighbours
    apart share one of these, so a dictionary look-up finds them.
    """
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


@functools.cache
def whole_words(tokenizer: Path) -> frozenset[str]:
    """The words that an encoder's ``tokenizer.json`` has as one piece."""
    vocabulary = json.loads(tokenizer.read_text("utf-8"))["model"]["vocab"]
    pieces = vocabulary if isinstance(vocabulary, dict) else dict(vocabulary)
    bare = (piece.lstrip("▁") for piece in pieces)
    return frozenset(word for word in bare if _WORD.fullmatch(word))
