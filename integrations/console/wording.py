"""The words of the interface, from one table per language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import KnowledgeError

LANGUAGES = ("en", "zh")
_FOLDER = Path(__file__).with_name("words")


class Wording:
    """The table of one language: ``wording("queue.waiting", minutes=3)``."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._table = table(self.language)

    def __call__(self, key: str, **facts: Any) -> str:
        """The words for ``key``; a missing key is a bug and raises KeyError."""
        return self._table[key].format(**facts)

    def one_of(self, group: str, key: str | None) -> str:
        """The words for a value that others may extend; the value itself if unnamed."""
        return self._table.get(f"{group}.{key}") or (key or "").replace("_", " ")

    def names(self, group: str, key: str) -> bool:
        """Whether a value has words of its own here."""
        return f"{group}.{key}" in self._table

    def refusal(self, error: KnowledgeError) -> str:
        """The sentence for what the business refuses."""
        facts = {name: self._fact(value) for name, value in error.facts.items()}
        sentence = self._table.get(f"errors.{error.code}") or self("errors.unexpected")
        return sentence.format_map(_Facts(facts))

    def _fact(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            separator = "、" if self.language == "zh" else ", "
            return separator.join(self.one_of("article_part", each) for each in value)
        return value


class _Facts(dict[str, Any]):
    """Facts for a sentence; one that was not given leaves a gap, not an error."""

    def __missing__(self, name: str) -> str:
        return "…"


@cache
def table(language: str) -> Mapping[str, str]:
    """Every word of a language by its dotted key."""
    text = (_FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    return dict(_flattened(yaml.safe_load(text)))


def _flattened(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
