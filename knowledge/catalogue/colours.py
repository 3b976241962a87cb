"""Colours by name, in both languages, and which pass for which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_suffix(".yml")


@cache
def colour_words() -> Mapping[str, tuple[str, ...]]:
    """Every name of each colour, in both languages."""
    return {
        colour: tuple(dict.fromkeys([colour, *words["en"], *words["zh"]]))
        for colour, words in _loaded().items()
    }


@cache
def canonical_colours(text: str) -> frozenset[str]:
    """The colours that a shop's own word means: "Black/Blue" -> black and blue."""
    plain = text.lower()
    found: set[str] = set()
    for word, colour in _longest_first():
        pattern = re.escape(word)
        if word.isascii():
            pattern = rf"(?<![a-z]){pattern}(?![a-z])"
        plain, times = re.subn(pattern, " ", plain)
        if times:
            found.add(colour)
    return frozenset(found)


@cache
def passing_for(colour: str) -> frozenset[str]:
    """The colour and its shades: blue -> blue, navy, sky blue, teal."""
    shades = _loaded().get(colour, {}).get("includes", [])
    return frozenset({colour, *shades})


@cache
def _longest_first() -> tuple[tuple[str, str], ...]:
    # One Chinese character alone ("金") is part of too many other words.
    pairs = [
        (word, colour)
        for colour, words in colour_words().items()
        for word in words
        if word.isascii() or len(word) > 1
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _loaded() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return loaded
