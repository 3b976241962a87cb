"""The gist of Chinese in English words, for an encoder that reads only English.

No translation: known words in the order they stand, unknown ones left out. Enough
to be near the English that means the same, and worth ten points of accuracy on
Chinese messages (docs/decisions).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.text.written_form import is_han

_FILE = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True)
class Gist:
    """English words, and the share of the Chinese characters that they stand for."""

    text: str
    covered: float


def gist(text: str) -> Gist:
    """The gist of a written form; English in it stays as it is."""
    found: list[str] = []
    start = known = chinese = 0
    while start < len(text):
        length = _phrase(text, start)
        if length:
            found.append(f" {_words()[text[start : start + length]]} ")
            known += length
        elif not is_han(text[start]):
            found.append(text[start])
        chinese += length or is_han(text[start])
        start += length or 1
    return Gist(" ".join("".join(found).split()), known / chinese if chinese else 1.0)


def _phrase(text: str, start: int) -> int:
    """The length of the longest known phrase there, or 0."""
    for length in range(min(_longest(), len(text) - start), 0, -1):
        if text[start : start + length] in _words():
            return length
    return 0


@functools.cache
def _words() -> Mapping[str, str]:
    english_first = yaml.safe_load(_FILE.read_text("utf-8"))
    words: dict[str, str] = {}
    for english, chinese in english_first.items():
        for word in chinese.split():
            words.setdefault(word, english)
    return words


@functools.cache
def _longest() -> int:
    return max(map(len, _words()))
