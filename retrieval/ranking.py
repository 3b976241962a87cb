"""Free words against a short list of texts: "my headphones" among an order's lines."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.embedding import Embedder
from retrieval.words import has_han, normalise, tokens

# A cosine below this says nothing between short texts; at the upper end they are one.
_COSINE_FROM, _COSINE_TO = 0.25, 0.75


def rank_texts(
    embedder: Embedder | None, query: str, texts: Sequence[str]
) -> list[float]:
    """How well each text fits the query, 0..1; from 0.5 on it is a fair match.

    The best of: the share of the query's words that the text has, how much of the
    query's letter triples it has (typos), and meaning, where the encoder knows the
    language.
    """
    wanted = set(tokens(query)) or set(tokens(query, stops=False))
    vector = None
    if embedder and not has_han(query) and query.strip():
        vector = embedder.embed_query(query)
    found: list[float] = []
    for text in texts:
        has = set(tokens(text, stops=False))
        words = len(wanted & has) / len(wanted) if wanted else 0.0
        letters = 0.9 * _triples_shared(query, text)
        meaning = 0.0
        if embedder and vector is not None and text.strip():
            cosine = float(embedder.embed_query(text) @ vector)
            meaning = 0.9 * (cosine - _COSINE_FROM) / (_COSINE_TO - _COSINE_FROM)
        found.append(min(1.0, max(words, letters, meaning, 0.0)))
    return found


def _triples_shared(query: str, text: str) -> float:
    wanted, has = _triples(query), _triples(text)
    return len(wanted & has) / len(wanted) if wanted else 0.0


def _triples(text: str) -> set[str]:
    size = 2 if has_han(text) else 3
    words = normalise(text).split()
    padded = [word if has_han(word) else f" {word} " for word in words]
    return {
        word[at : at + size]
        for word in padded
        for at in range(max(len(word) - size + 1, 1))
    }
