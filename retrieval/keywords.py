"""BM25 over weighted fields, as arrays: every document gets its exact score.

Postings are scored when the index is built (as bm25s does), so a query only adds a
few slices; exact scores for all documents make filters and fusion simple.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Document
from retrieval.embedding import Matrix, Progress
from retrieval.words import tokens

K1 = 1.2
B = 0.6
_ARRAYS = ("starts", "terms", "counts", "lengths", "ends", "rows", "weights")
_TERMS = "terms.txt"

Ints = NDArray[np.int64]


@dataclass
class Forward:
    """Which terms each document has: ``terms[starts[d]:starts[d + 1]]``, with counts
    weighted by field."""

    vocabulary: dict[str, int]
    starts: Ints
    terms: NDArray[np.int32]
    counts: Matrix
    lengths: Matrix

    def row(self, row: int) -> tuple[NDArray[np.int32], Matrix, float]:
        """The terms, their counts, and the length of one document."""
        part = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.terms[part], self.counts[part], float(self.lengths[row])


class KeywordIndex:
    """Scores every document for weighted query terms."""

    def __init__(self, forward: Forward, ends: Ints, rows: Ints, weights: Matrix):
        self.forward = forward
        self._ends = ends
        self._rows = rows
        self._weights = weights

    def __len__(self) -> int:
        return len(self.forward.lengths)

    @property
    def mean_length(self) -> float:
        """Words a document, weighted by field; 0.0 for an empty index."""
        return float(self.forward.lengths.mean()) if len(self) else 0.0

    @classmethod
    def build(
        cls,
        documents: Sequence[Document],
        boosts: Mapping[str, float],
        *,
        known: Mapping[str, int] | None = None,
        previous: KeywordIndex | None = None,
        progress: Progress | None = None,
    ) -> KeywordIndex:
        """Index documents; those whose words ``previous`` has (at the row that
        ``known`` gives by words_id) are not read again."""
        old = previous.forward if previous else None
        vocabulary = dict(old.vocabulary) if old else {}
        all_terms: list[NDArray[np.int32]] = []
        all_counts: list[Matrix] = []
        lengths = np.zeros(len(documents), dtype=np.float32)
        for row, document in enumerate(documents):
            seen = known.get(document.words_id) if known and old else None
            if seen is not None and old is not None:
                terms, counts, length = old.row(seen)
            else:
                terms, counts, length = _read(document, boosts, vocabulary)
            all_terms.append(terms)
            all_counts.append(counts)
            lengths[row] = length
            if progress and row % 500 == 0:
                progress("words", row, len(documents))
        return cls._invert(vocabulary, all_terms, all_counts, lengths)

    @classmethod
    def _invert(
        cls,
        vocabulary: dict[str, int],
        all_terms: list[NDArray[np.int32]],
        all_counts: list[Matrix],
        lengths: Matrix,
    ) -> KeywordIndex:
        sizes = np.array([len(part) for part in all_terms], dtype=np.int64)
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
        empty_terms, empty_counts = np.zeros(0, np.int32), np.zeros(0, np.float32)
        terms = np.concatenate([empty_terms, *all_terms])
        counts = np.concatenate([empty_counts, *all_counts])
        forward = Forward(vocabulary, starts, terms, counts, lengths)
        rows = np.repeat(np.arange(len(lengths)), sizes)
        order = np.argsort(terms, kind="stable")
        frequencies = np.bincount(terms, minlength=len(vocabulary))
        weights = _weights(forward, rows, frequencies)
        return cls(forward, np.cumsum(frequencies), rows[order], weights[order])

    def scores(self, query: Mapping[str, float]) -> Matrix:
        """A BM25 score for each document; ``query`` weighs its terms."""
        found = np.zeros(len(self), dtype=np.float32)
        for term, weight in query.items():
            part = self._postings(term)
            if part is not None:
                found[self._rows[part]] += weight * self._weights[part]
        return found

    def matching(self, term: str) -> Ints:
        """The rows of the documents that have a term."""
        part = self._postings(term)
        return self._rows[part] if part is not None else np.zeros(0, dtype=np.int64)

    def frequency(self, term: str) -> int:
        """In how many documents a term is."""
        part = self._postings(term)
        return 0 if part is None else part.stop - part.start

    def terms(self) -> Iterable[str]:
        """Every term that was ever seen."""
        return self.forward.vocabulary

    def _postings(self, term: str) -> slice | None:
        number = self.forward.vocabulary.get(term)
        if number is None or number >= len(self._ends):
            return None
        start = int(self._ends[number - 1]) if number else 0
        return slice(start, int(self._ends[number]))

    def save(self, folder: Path) -> list[str]:
        """Write the arrays; answers the names of the files."""
        forward = self.forward
        arrays: list[NDArray[Any]] = [
            *(forward.starts, forward.terms, forward.counts, forward.lengths),
            *(self._ends, self._rows, self._weights),
        ]
        for name, array in zip(_ARRAYS, arrays, strict=True):
            np.save(folder / f"words_{name}.npy", array)
        (folder / _TERMS).write_text("\n".join(forward.vocabulary), "utf-8")
        return [*(f"words_{name}.npy" for name in _ARRAYS), _TERMS]

    @classmethod
    def open(cls, folder: Path) -> KeywordIndex:
        """Read what :meth:`save` wrote; the arrays stay on disk until touched."""
        text = (folder / _TERMS).read_text("utf-8")
        names = text.split("\n") if text else []
        vocabulary = {term: number for number, term in enumerate(names)}
        starts, terms, counts, lengths, ends, rows, weights = (
            np.load(folder / f"words_{name}.npy", mmap_mode="r") for name in _ARRAYS
        )
        forward = Forward(vocabulary, starts, terms, counts, lengths)
        return cls(forward, ends, rows, weights)


def query_terms(text: str) -> dict[str, float]:
    """A query's terms, each weighing 1; fillers count when nothing else is said."""
    found = tokens(text) or tokens(text, stops=False)
    return dict.fromkeys(found, 1.0)


def _read(
    document: Document, boosts: Mapping[str, float], vocabulary: dict[str, int]
) -> tuple[NDArray[np.int32], Matrix, float]:
    counts: Counter[int] = Counter()
    length = 0.0
    for name, text in document.fields.items():
        boost = boosts.get(name, 1.0)
        for word in tokens(text):
            counts[vocabulary.setdefault(word, len(vocabulary))] += boost  # type: ignore[assignment]  # a Counter holds floats as well
            length += boost
    terms = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
    weights = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    return terms, weights, length


def _weights(forward: Forward, rows: Ints, frequencies: Ints) -> Matrix:
    number = max(len(forward.lengths), 1)
    average = max(float(forward.lengths.mean()) if len(forward.lengths) else 1.0, 1.0)
    rarity = np.log1p((number - frequencies + 0.5) / (frequencies + 0.5))
    length = K1 * (1 - B + B * forward.lengths[rows] / average)
    saturated = forward.counts * (K1 + 1) / (forward.counts + length)
    weights: Matrix = (rarity[forward.terms] * saturated).astype(np.float32)
    return weights
