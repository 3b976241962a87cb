"""How alike two messages are: by meaning, and by the strings they share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

Matrix = NDArray[np.float32]

ROWS_AT_ONCE = 1000  # the sparse product of thousands of messages is not sparse


@dataclass(frozen=True)
class Texts:
    """Messages as numbers.

    ``meaning`` is ``[n, dimension]``; a row's length says how far to trust it (less
    for Chinese, of which the English encoder reads a gist). ``strings`` is sparse,
    ``[n, columns]``.
    """

    meaning: Matrix
    strings: csr_matrix

    def __len__(self) -> int:
        return int(self.meaning.shape[0])

    def rows(self, chosen: Any) -> Texts:
        """Some of the messages, by index, slice or mask."""
        return Texts(self.meaning[chosen], self.strings[chosen])

    @cached_property
    def trust(self) -> Matrix:
        """The length of each meaning, ``[n]``."""
        return np.asarray(np.linalg.norm(self.meaning, axis=1), np.float32)

    @cached_property
    def columns(self) -> csr_matrix:
        """The strings turned round, ``[columns, n]``: a few rows answer a message."""
        return self.strings.T.tocsr()

    @classmethod
    def stack(cls, rows: list[Texts]) -> Texts:
        """Several lots of messages as one."""
        meaning = np.vstack([row.meaning for row in rows])
        return cls(meaning, vstack([row.strings for row in rows]).tocsr())


@dataclass(frozen=True)
class Kernel:
    """Weight of the meanings; ``sharpness`` makes distant ones count less."""

    meaning: float = 4.0
    sharpness: float = 2.0

    def between(self, left: Texts, right: Texts) -> Matrix:
        """Likeness of each left message to each right one, ``[left, right]``."""
        likeness = self._meanings(left, right)
        for start in range(0, len(left), ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            likeness[rows] += (left.strings[rows] @ right.columns).toarray()
        return likeness

    def _meanings(self, left: Texts, right: Texts) -> Matrix:
        trust = np.outer(left.trust, right.trust)
        cosine = (left.meaning @ right.meaning.T) / np.maximum(trust, np.float32(1e-9))
        nearness = trust * np.exp(self.sharpness * (cosine - 1))
        return (self.meaning * nearness).astype(np.float32)
