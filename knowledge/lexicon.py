"""Shopping words in both languages, to look across where only one of them is written.

No translation: a bag of the words that matter, good enough to rank by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from retrieval.words import has_han, normalise, stem

_FILE = Path(__file__).with_suffix(".yml")
_LATIN = re.compile(r"[a-z0-9]+(?:[.'+-][a-z0-9]+)*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
LONGEST_PHRASE = 4


@dataclass(frozen=True)
class Lexicon:
    """Phrases of each language with those of the other; longest match wins."""

    chinese: Mapping[str, tuple[str, ...]]  # Chinese -> English
    english: Mapping[str, tuple[str, ...]]  # stemmed English -> Chinese

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Lexicon:
        """From (English, Chinese) pairs; the first said of a phrase comes first."""
        chinese: dict[str, list[str]] = {}
        english: dict[str, list[str]] = {}
        for one, other in pairs:
            said, written = normalise(one).strip(), normalise(other).strip()
            if said and written and has_han(written):
                chinese.setdefault(written, []).append(said)
                english.setdefault(_stemmed(said), []).append(written)
        return cls(
            {key: tuple(dict.fromkeys(value)) for key, value in chinese.items()},
            {key: tuple(dict.fromkeys(value)) for key, value in english.items()},
        )

    def with_pairs(self, pairs: Iterable[tuple[str, str]]) -> Lexicon:
        """This lexicon, where ``pairs`` say what this shop means by its words."""
        own = Lexicon.of(pairs)
        return Lexicon({**self.chinese, **own.chinese}, {**self.english, **own.english})

    def to_english(self, text: str) -> str:
        """The English of the Chinese phrases in a text, its Latin words kept."""
        found: list[str] = []
        for piece in re.findall(rf"{_HAN.pattern}|{_LATIN.pattern}", normalise(text)):
            if has_han(piece):
                found.extend(self._phrases(piece))
            else:
                found.append(piece)
        return " ".join(found)

    def to_chinese(self, text: str) -> str:
        """The Chinese of the English phrases in a text."""
        words = [stem(word) for word in _LATIN.findall(normalise(text))]
        found: list[str] = []
        at = 0
        while at < len(words):
            size = min(LONGEST_PHRASE, len(words) - at)
            while size and " ".join(words[at : at + size]) not in self.english:
                size -= 1
            if size:
                found.append(self.english[" ".join(words[at : at + size])][0])
            at += max(size, 1)
        return " ".join(found)

    def like(self, text: str) -> list[str]:
        """Other English for what a text names: laptop, 笔记本电脑 -> notebook pc."""
        plain = normalise(text)
        phrases = self.to_chinese(plain).split()
        for run in _HAN.findall(plain):
            phrases.extend(self._found_in(run))
        said = [one for phrase in phrases for one in self.chinese.get(phrase, ())]
        return [one for one in dict.fromkeys(said) if one not in plain]

    def _phrases(self, run: str) -> list[str]:
        return [self.chinese[phrase][0] for phrase in self._found_in(run)]

    def _found_in(self, run: str) -> list[str]:
        found: list[str] = []
        at = 0
        while at < len(run):
            size = min(8, len(run) - at)
            while size and run[at : at + size] not in self.chinese:
                size -= 1
            if size:
                found.append(run[at : at + size])
            at += max(size, 1)
        return found


def in_english(text: str) -> str:
    """The everyday English of a Chinese text; "" when nothing in it is known."""
    return everyday().to_english(text)


def in_chinese(text: str) -> str:
    """The everyday Chinese of an English text; "" when nothing in it is known."""
    return everyday().to_chinese(text)


@cache
def everyday() -> Lexicon:
    """What every shop means by these words."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return Lexicon.of(
        (english, chinese)
        for words in loaded.values()
        for english, written in words.items()
        for chinese in written.split()
    )


def _stemmed(phrase: str) -> str:
    return " ".join(stem(word) for word in _LATIN.findall(phrase))
