"""How alike two texts are in words, 0..1 whatever the collection: TF-IDF cosines.

BM25 ranks well but its scores mean nothing across queries; a threshold needs a measure
with a fixed scale.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding import Matrix
from retrieval.snapshot import Snapshot
from retrieval.words import tokens

COMMON = 2.0  # what a word weighs that is everywhere


class LexicalSimilarity:
    """TF-IDF cosines of a text with every document of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        from scipy.sparse import csr_matrix  # noqa: PLC0415  # slow to load

        self._keywords = snapshot.keywords
        forward = snapshot.keywords.forward
        number = len(forward.lengths)
        terms = np.asarray(forward.terms)
        frequencies = np.bincount(terms, minlength=len(forward.vocabulary))
        # Flatter than BM25's: in short questions common words carry meaning too.
        rarity = COMMON + np.log((1 + number) / (1 + frequencies))
        self._rarity = rarity.astype(np.float32)
        weights = np.sqrt(forward.counts) * self._rarity[terms]
        shape = (number, len(forward.vocabulary))
        matrix = csr_matrix((weights, terms, forward.starts), shape=shape)
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        scale = 1.0 / np.maximum(norms, 1e-9)
        self._matrix = matrix.multiply(scale[:, None]).tocsr()
        self._unknown = COMMON + float(np.log1p(number))

    @classmethod
    def of(cls, snapshot: Snapshot) -> LexicalSimilarity:
        """The measure over a snapshot, computed once."""
        return snapshot.derived("lexical", cls)

    def cosines(self, text: str) -> Matrix:
        """One number a document; words that no document has lower them all."""
        numbers, weights, unknown = self._weigh(text)
        vector = np.zeros(self._matrix.shape[1], dtype=np.float32)
        vector[numbers] = weights
        norm = float(np.sqrt((weights**2).sum() + unknown**2))
        found: Matrix = np.asarray(self._matrix @ vector, dtype=np.float32)
        return found / np.float32(norm or 1.0)

    def between(self, row: int) -> Matrix:
        """How alike one document is to every document."""
        found = (self._matrix @ self._matrix[row].T).toarray().ravel()
        return np.asarray(found, dtype=np.float32)

    def covered(self, text: str, rows: NDArray[np.int64]) -> float:
        """The share of the text's words, by rarity, that any of the rows has."""
        numbers, weights, unknown = self._weigh(text)
        return self._share(numbers, weights, unknown, rows)

    def covered_by_row(self, row: int, rows: NDArray[np.int64]) -> float:
        """As :meth:`covered`, for the words of a document."""
        terms, counts, _ = self._keywords.forward.row(row)
        numbers = np.asarray(terms, dtype=np.int64)
        return self._share(numbers, np.sqrt(counts) * self._rarity[terms], 0.0, rows)

    def _share(
        self,
        numbers: NDArray[np.int64],
        weights: Matrix,
        unknown: float,
        rows: NDArray[np.int64],
    ) -> float:
        total = float(weights.sum()) + unknown
        if not total:
            return 0.0
        forward = self._keywords.forward
        seen = {int(term) for row in rows for term in forward.row(int(row))[0]}
        there = np.array([int(number) in seen for number in numbers], dtype=bool)
        return float(weights[there].sum()) / total

    def _weigh(self, text: str) -> tuple[NDArray[np.int64], Matrix, float]:
        counts = Counter(tokens(text) or tokens(text, stops=False))
        vocabulary = self._keywords.forward.vocabulary
        known = {word: count for word, count in counts.items() if word in vocabulary}
        numbers = np.array([vocabulary[word] for word in known], dtype=np.int64)
        times = np.sqrt(np.array(list(known.values()), dtype=np.float32))
        rarity = self._rarity[numbers] if len(numbers) else np.zeros(0, np.float32)
        missing = sum(count for word, count in counts.items() if word not in known)
        return numbers, times * rarity, float(np.sqrt(missing)) * self._unknown
