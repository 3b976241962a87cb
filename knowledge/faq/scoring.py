"""How well each article fits a question: ``0.7 × phrasing + 0.3 × whole``.

Measured on paraphrases: phrasings and the whole together beat either, and for
English a tenth of words beside meaning is as much as helps. Where the encoder does not
know the language, words and character pairs are all there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.documents import Role
from retrieval.embedding import Embedder, Matrix
from retrieval.fusion import best_rows
from retrieval.lexical import LexicalSimilarity
from retrieval.searcher import Searcher
from retrieval.snapshot import Snapshot

PHRASING_SHARE = 0.7
WORDS_SHARE = 0.1
FEW = 3


@dataclass(frozen=True)
class Shelf:
    """Which rows belong to which article in one language; arrays of one length."""

    rows: NDArray[np.int64]
    articles: NDArray[np.int64]  # positions in ``names``
    whole: NDArray[np.bool_]
    names: tuple[str, ...]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, snapshot: Snapshot, language: str) -> Shelf:
        """The articles of a language, computed once a generation."""
        return snapshot.derived(
            f"articles:{language}", lambda one: _shelf(one, language)
        )


@dataclass(frozen=True)
class Scored:
    """An article and how well it fits; ``covered`` is the share of words it has."""

    article_id: str
    title: str
    score: float
    covered: float
    language: str


def score_articles(
    searcher: Searcher, question: str, language: str, *, limit: int = 6
) -> list[Scored]:
    """The best articles that have words in ``language``, best first."""
    snapshot = searcher.snapshot
    shelf = Shelf.of(snapshot, language)
    if not len(shelf.rows) or not question.strip():
        return []
    vector = searcher.vector(question, language, snapshot)
    lexical = LexicalSimilarity.of(snapshot)
    alike = similarities(snapshot, shelf.rows, lexical.cosines(question), vector)
    scores = by_article(alike, shelf)
    return [
        Scored(
            article_id=shelf.names[place],
            title=shelf.titles[place],
            score=float(scores[place]),
            covered=lexical.covered(question, shelf.rows[shelf.articles == place]),
            language=language,
        )
        for place in best_rows(scores, limit)
    ]


def similarities(
    snapshot: Snapshot,
    rows: NDArray[np.int64],
    words: Matrix,
    vector: Matrix | None,
) -> Matrix:
    """How alike the question and each row are, 0..1."""
    if vector is None:
        return words[rows]
    meaning = np.maximum(snapshot.cosines(vector, rows), 0.0)
    together = WORDS_SHARE * words[rows] + (1 - WORDS_SHARE) * meaning
    return together.astype(np.float32)


def by_article(alike: Matrix, shelf: Shelf) -> Matrix:
    """The phrasings and the whole of each article, put together."""
    whole = np.zeros(len(shelf.names), dtype=np.float32)
    np.maximum.at(whole, shelf.articles[shelf.whole], alike[shelf.whole])
    said = ~shelf.whole
    phrasing = _best_few(alike[said], shelf.articles[said], len(shelf.names))
    scores: Matrix = PHRASING_SHARE * phrasing + (1 - PHRASING_SHARE) * whole
    return scores


def _best_few(alike: Matrix, articles: NDArray[np.int64], number: int) -> Matrix:
    """Half the best phrasing, half the mean of the best few: one lucky phrasing alone
    convinces less than several."""
    order = np.lexsort((-alike, articles))
    owners, values = articles[order], alike[order]
    first = np.searchsorted(owners, np.arange(number))
    place = np.arange(len(owners)) - first[owners]
    few = place < FEW
    sums = np.zeros(number, dtype=np.float32)
    np.add.at(sums, owners[few], values[few])
    counts = np.bincount(owners[few], minlength=number)
    best = np.zeros(number, dtype=np.float32)
    best[owners[place == 0]] = values[place == 0]
    together = 0.5 * best + 0.5 * sums / np.maximum(counts, 1)
    return together.astype(np.float32)


def embedded(embedder: Embedder | None, language: str, texts: Sequence[str]) -> Matrix:
    """One vector a text, or no columns when the encoder does not know the language."""
    if embedder is None or not embedder.understands(language):
        return np.zeros((len(texts), 0), dtype=np.float32)
    return embedder.embed(texts)


def _shelf(snapshot: Snapshot, language: str) -> Shelf:
    heads = [
        (row, head)
        for row, head in enumerate(snapshot.heads)
        if head.language == language
    ]
    names = sorted({head.key for _, head in heads})
    position = {name: place for place, name in enumerate(names)}
    titles = {head.key: str(head.metadata["title"]) for _, head in heads}
    return Shelf(
        rows=np.array([row for row, _ in heads], dtype=np.int64),
        articles=np.array([position[head.key] for _, head in heads], dtype=np.int64),
        whole=np.array(
            [head.metadata["role"] == Role.WHOLE for _, head in heads], dtype=bool
        ),
        names=tuple(names),
        titles=tuple(titles[name] for name in names),
    )
