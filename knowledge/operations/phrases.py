"""The table of sentences, and filling them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("sentences.yml")


class _Facts(dict[str, Any]):
    """A fact that is not there leaves a gap, not an error."""

    def __missing__(self, name: str) -> str:
        return ""


def phrase(group: str, key: str, language: str, **facts: Any) -> str:
    """The words for ``key``; the key itself when nobody has named it."""
    words: Mapping[str, str] | None = phrases().get(group, {}).get(key)
    if words is None:
        return key.replace("_", " ")
    return (words.get(language) or words["en"]).format_map(_Facts(facts)).strip()


@cache
def phrases() -> dict[str, dict[str, dict[str, str]]]:
    """Group -> key -> language -> words."""
    loaded: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
        _FILE.read_text(encoding="utf-8")
    )
    return loaded
