"""Tells a thing from what goes with it: a laptop from a laptop sleeve."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from retrieval.words import normalise, stem

_FILE = Path(__file__).with_suffix(".yml")


def parts_in(text: str) -> frozenset[str]:
    """The words of a title or wish that name an accessory or a part."""
    english, chinese = _words()
    plain = normalise(text)
    found = {stem(word) for word in re.findall(r"[a-z]+", plain)} & english
    return frozenset(found | {word for word in chinese if word in plain})


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    loaded: dict[str, list[str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return frozenset(stem(word) for word in loaded["en"]), tuple(loaded["zh"])
