"""Who had what, in time order, as arrays: what every recommender learns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Histories:
    """One sequence of items a user, the latest last; repeats are kept."""

    users: Sequence[Sequence[str]]

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Every item, in a fixed order: its position is its number."""
        return tuple(sorted({item for user in self.users for item in user}))

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of each item."""
        return {item: number for number, item in enumerate(self.items)}

    def matrix(self, *, half_life: float | None = None) -> Any:
        """Users × items, 1 where a user had an item (scipy CSR, float32).

        With ``half_life`` the last item weighs 1 and one ``half_life`` steps
        earlier weighs a half.
        """
        from scipy.sparse import csr_matrix  # noqa: PLC0415  # slow to load

        weights: dict[tuple[int, int], float] = {}
        for row, user in enumerate(self.users):
            for steps, item in enumerate(reversed(user)):
                weight = 0.5 ** (steps / half_life) if half_life else 1.0
                key = (row, self.number_of[item])
                weights[key] = max(weights.get(key, 0.0), weight)
        rows, columns = zip(*weights, strict=True) if weights else ((), ())
        return csr_matrix(
            (np.fromiter(weights.values(), np.float32, len(weights)), (rows, columns)),
            shape=(len(self.users), len(self.items)),
            dtype=np.float32,
        )

    def vector(self, user: Sequence[str], *, half_life: float | None) -> Scores:
        """One user's row of the matrix; items nobody had are left out."""
        found = np.zeros(len(self.items), dtype=np.float32)
        for steps, item in enumerate(reversed(user)):
            number = self.number_of.get(item)
            if number is not None:
                weight = 0.5 ** (steps / half_life) if half_life else 1.0
                found[number] = max(found[number], weight)
        return found
