"""How alike two messages are: by meaning, and by the strings they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Texts:
    """Messages as numbers.

    ``meaning`` is ``[n, dimension]``; a row's length says how far to trust it
    (0 for Chinese, which the English encoder cannot read). ``strings`` is sparse,
    ``[n, columns]``.
    """

    meaning: NDArray[np.float32]
    strings: csr_matrix

    def __len__(self) -> int:
        return int(self.meaning.shape[0])

    def rows(self, chosen: Any) -> Texts:
        """Some of the messages, by index or mask."""
        return Texts(self.meaning[chosen], self.strings[chosen])

    @classmethod
    def stack(cls, rows: list[Texts]) -> Texts:
        """Several lots of messages as one."""
        meaning = np.vstack([row.meaning for row in rows])
        return cls(meaning, vstack([row.strings for row in rows]).tocsr())


@dataclass(frozen=True)
class Kernel:
    """Weights of the two views; ``sharpness`` makes distant meanings count less."""

    meaning: float = 4.0
    sharpness: float = 2.0

    def between(self, left: Texts, right: Texts) -> Matrix:
        """Likeness of each left message to each right one, ``[left, right]``."""
        strings = np.asarray((left.strings @ right.strings.T).todense(), np.float64)
        trust = np.outer(_lengths(left.meaning), _lengths(right.meaning))
        product = left.meaning.astype(np.float64) @ right.meaning.T.astype(np.float64)
        cosine = product / np.maximum(trust, 1e-9)
        nearness = trust * np.exp(self.sharpness * (cosine - 1))
        return np.asarray(self.meaning * nearness + strings, np.float64)


def _lengths(vectors: NDArray[np.float32]) -> Matrix:
    return np.linalg.norm(vectors.astype(np.float64), axis=1)
