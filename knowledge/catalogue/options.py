"""How the options of a variant (colour, size, …) are shown in each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from knowledge.words import joined

_FILE = Path(__file__).with_name("option_words.yml")


def option_words(options: Mapping[str, str], language: str) -> str:
    """The values of the options in one line: "black, M" or "黑色、M码"."""
    return joined(
        [option_word(value, language) for value in options.values()], language
    )


def option_word(word: str, language: str) -> str:
    """An option's name or value in the language; untranslated as it is."""
    return _words().get(str(word).lower(), {}).get(language) or str(word)


@cache
def _words() -> dict[str, dict[str, str]]:
    """The groups of the file laid over each other; values before names."""
    groups: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
        _FILE.read_text(encoding="utf-8")
    )
    flat: dict[str, dict[str, str]] = {}
    for name, group in groups.items():
        if name == "units":  # a shirt in S is not a shirt in seconds
            continue
        for word, words in group.items():
            flat.setdefault(str(word).lower(), words)
    return flat
