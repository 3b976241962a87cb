"""Documents of a tiny collection, and the deterministic encoder."""

from __future__ import annotations

import pytest

from retrieval.documents import Document
from retrieval.testing import HashEmbedder


@pytest.fixture
def embedder() -> HashEmbedder:
    """A new one, that remembers only what this test embeds."""
    return HashEmbedder()


@pytest.fixture
def documents() -> list[Document]:
    """Three things, one of them in both languages."""
    return [
        a_document("mouse", "wireless mouse TN-2110"),
        a_document("mouse", "无线鼠标", language="zh"),
        a_document("coffee", "coffee machine"),
        a_document("mug", "ceramic mug"),
    ]


def a_document(key: str, text: str, language: str = "en") -> Document:
    """A document whose title and passage are ``text``."""
    return Document(key=key, language=language, fields={"title": text}, passage=text)
