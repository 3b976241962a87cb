"""Texts to matchable words: English stems, codes, Chinese characters and pairs."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import Any

# Raised when texts give other words than before, which makes every index anew.
VERSION = 2

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(r"[a-z0-9]+(?:[.,'’/+-][a-z0-9]+)*[+#]*")
_PART = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")
_PIECES = re.compile(rf"[{HAN}]+|[^{HAN}]+")

# Words so common that they only add noise to a ranking.
_FILLERS = (
    "a an the and or of to in on for with by at from is are be it its this that i me my"
    " we you your do does did can could would will am was were as if so there here have"
    " has had what which please pls"
)
ENGLISH_STOPS = frozenset(_FILLERS.split())
CHINESE_STOPS = frozenset("的了吗呢吧啊呀我你您是有在和与或请把被给")

_stemming = threading.local()  # a stemmer is not safe to share between threads


def normalise(text: str) -> str:
    """Full-width to half-width, lower case, traditional to simplified Chinese."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return simplified(plain) if _HAN_RUN.search(plain) else plain


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _HAN_RUN.search(text) is not None


def tokens(text: str, *, stops: bool = True) -> list[str]:
    """The words to match, in order, repeats kept; ``stops`` leaves fillers out.

    A code such as ``TN-2110`` gives itself joined (``tn2110``) and its parts, so that
    it is found however it is written.
    """
    found: list[str] = []
    for piece in _PIECES.findall(normalise(text)):
        if _HAN_RUN.match(piece):
            found.extend(_chinese(piece, stops=stops))
        else:
            found.extend(_latin(piece, stops=stops))
    return found


def stem(word: str) -> str:
    """The English stem of a lower-case word."""
    return _stem(word)


def simplified(text: str) -> str:
    """Traditional characters replaced by simplified ones."""
    return str(_converter().convert(text))


def _latin(text: str, *, stops: bool) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(text):
        if stops and word in ENGLISH_STOPS:
            continue
        found.extend(_forms(word))
    return found


@lru_cache(maxsize=200_000)
def _forms(word: str) -> tuple[str, ...]:
    bare = word.replace("’", "'").removesuffix("'s")
    if bare.isalpha():
        return (_stem(bare),)
    joined = re.sub(r"[.,'/+-]", "", bare) or bare
    number = re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", bare)
    if number:
        return (bare.replace(",", "."),)
    parts = tuple(_stem(part) for part in _PART.findall(bare))
    return parts if len(parts) == 1 and parts[0] == joined else (joined, *parts)


def _stem(word: str) -> str:
    if not hasattr(_stemming, "stemmer"):
        import Stemmer  # type: ignore[import-not-found]  # noqa: PLC0415  # untyped, slow

        _stemming.stemmer = Stemmer.Stemmer("english")
    return str(_stemming.stemmer.stemWord(word))


def _chinese(run: str, *, stops: bool) -> list[str]:
    """Characters and pairs: measured better than segmented words for finding answers,
    and never wrong about where a brand's or a product's name ends."""
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [one for one in (*run, *pairs) if not (stops and one in CHINESE_STOPS)]


@cache
def _converter() -> Any:
    from opencc import OpenCC  # noqa: PLC0415  # slow to load

    return OpenCC("t2s")
