"""What is searched and what is found; a document's id is a hash of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Document:
    """One searchable text of the thing that ``key`` names, in one language.

    ``fields`` are matched by words, ``passage`` by meaning ("" for none), and
    ``metadata`` is kept beside both for filters and display. Several documents may
    share a key: an article's phrasings, a product's languages.
    """

    key: str
    language: str
    fields: Mapping[str, str] = field(default_factory=dict)
    passage: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def id(self) -> str:
        """Equal for equal content, so that what changed is a set difference."""
        facts = [self.key, self.language, self.passage]
        content = [*facts, dict(self.fields), dict(self.metadata)]
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
        return digest(text)

    @cached_property
    def words_id(self) -> str:
        """Equal while the words to match are; a new price does not move it."""
        content = json.dumps([self.language, dict(self.fields)], ensure_ascii=False)
        return digest(content)

    @cached_property
    def passage_id(self) -> str:
        """Equal while the passage is; "" when there is nothing to embed."""
        return digest(self.passage) if self.passage else ""


@dataclass(frozen=True)
class Head:
    """What a searcher keeps in memory of a document: all but its words."""

    id: str
    key: str
    language: str
    words_id: str
    passage_id: str
    metadata: Mapping[str, Any]

    @classmethod
    def of(cls, document: Document) -> Head:
        """The head of a document."""
        return cls(
            id=document.id,
            key=document.key,
            language=document.language,
            words_id=document.words_id,
            passage_id=document.passage_id,
            metadata=document.metadata,
        )


@dataclass(frozen=True)
class Hit:
    """A document that was found; ``keyword`` is 0..1 of the best, ``cosine`` -1..1."""

    row: int
    key: str
    language: str
    score: float
    keyword: float
    cosine: float
    metadata: Mapping[str, Any]


def digest(text: str) -> str:
    """Sixteen bytes of BLAKE2 in hexadecimal."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
