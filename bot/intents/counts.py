"""Counts of strings as sparse vectors: sublinear, weighted by rarity, length 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


class Counts:
    """Knows the strings of its training texts and how rare each is."""

    def __init__(self, columns: Mapping[str, int], rarity: NDArray[np.float32]) -> None:
        self.columns = dict(columns)
        self.rarity = rarity

    @classmethod
    def learn(cls, texts: Iterable[Sequence[str]]) -> Counts:
        """Counts over the strings of these texts; rarity as scikit-learn has it."""
        seen: Counter[str] = Counter()
        total = 0
        for strings in texts:
            seen.update(set(strings))
            total += 1
        columns = {string: column for column, string in enumerate(sorted(seen))}
        frequency = np.array([seen[string] for string in columns], dtype=np.float32)
        rarity = np.log((1 + total) / (1 + frequency)) + 1
        return cls(columns, rarity.astype(np.float32))

    def vector(self, strings: Iterable[str]) -> csr_matrix:
        """One row, ``[1, columns]``; strings never seen in training are left out."""
        counted = Counter(string for string in strings if string in self.columns)
        columns = np.fromiter(
            (self.columns[s] for s in counted), np.int32, len(counted)
        )
        values = np.fromiter(counted.values(), np.float32, len(counted))
        values = (1 + np.log(values)) * self.rarity[columns]
        length = float(np.linalg.norm(values)) or 1.0
        starts = np.array([0, len(columns)], dtype=np.int32)
        return csr_matrix(
            (values / length, columns, starts), shape=(1, len(self.columns))
        )
