"""The labels of states, tiers and buttons, in each language."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("words.yml")
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥"}


def label(group: str, key: str, language: str, **facts: Any) -> str:
    """The words for ``key``; the key itself when nobody has named it yet."""
    words = _words().get(group, {}).get(key)
    if words is None:
        return key
    return (words.get(language) or words["en"]).format(**facts)


def has_label(group: str, key: str) -> bool:
    """Whether somebody has named it."""
    return key in _words().get(group, {})


def money(amount: int, currency: str = "USD") -> str:
    """An amount of the smallest unit as people write it: 123456 -> "$1,234.56"."""
    whole, rest = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    return f"{sign}{_SYMBOLS.get(currency, currency + ' ')}{whole:,}.{rest:02d}"


def day(moment: datetime, language: str) -> str:
    """A date as people write it: "12 Nov 2026" or "2026年11月12日"."""
    if language == "zh":
        return f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{moment.day} {moment:%b %Y}"


def joined(parts: list[str], language: str) -> str:
    """Several things in one sentence: "a, b" or "a、b"."""
    return ("、" if language == "zh" else ", ").join(parts)


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    loaded: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
        _FILE.read_text(encoding="utf-8")
    )
    return loaded
