"""What a text is made of, as strings to count: character runs and word pairs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from bot.text.written_form import is_han

LATIN_RUNS = range(2, 6)
HAN_RUNS = range(1, 5)
_CHUNK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\s\u3400-\u9fff\uf900-\ufaff]+")


def character_runs(text: str) -> Iterator[str]:
    """Runs of characters within words (a space marks the edge), 1-4 between Han."""
    for chunk in _CHUNK.findall(text):
        if is_han(chunk[0]):
            yield from _runs(chunk, HAN_RUNS)
        else:
            yield from _runs(f" {chunk} ", LATIN_RUNS)


def word_runs(words: Iterable[str]) -> Iterator[str]:
    """Each word that has a letter or digit, and each pair of neighbours."""
    kept = [word for word in words if any(char.isalnum() for char in word)]
    yield from kept
    for pair in itertools.pairwise(kept):
        yield " ".join(pair)


def _runs(chunk: str, lengths: range) -> Iterator[str]:
    for length in lengths:
        for start in range(len(chunk) - length + 1):
            yield chunk[start : start + length]
