"""Recommenders: each learns from histories and scores every item for a user."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from retrieval.recommendation.histories import Histories, Scores

HALF_LIFE = 10.0  # steps after which what somebody had counts half
LARGEST_EASE = 6000  # items; a dense inverse above would cost minutes and gigabytes


class Recommender(Protocol):
    """Learns once, then scores every item for any sequence of items."""

    name: str

    def learn(self, histories: Histories) -> None:
        """Take in what everybody had."""
        ...

    def scores(self, user: Sequence[str]) -> Scores:
        """One number an item, higher for what fits what ``user`` had."""
        ...


class Popularity:
    """What most people had: the baseline, and the answer for newcomers."""

    name = "popularity"

    def learn(self, histories: Histories) -> None:
        """Count each user once an item."""
        counts = np.asarray(histories.matrix().sum(axis=0)).ravel()
        self._scores = (counts / max(float(counts.max(initial=0)), 1.0)).astype(
            np.float32
        )

    def scores(self, user: Sequence[str]) -> Scores:
        """The same for everybody."""
        return self._scores


class Neighbours:
    """Items had by the same people: cosines between columns, shrunk, few a item.

    ``shrink`` takes weight from items that only a handful share.
    """

    name = "neighbours"

    def __init__(
        self, *, nearest: int = 200, shrink: float = 5.0, half_life: float = HALF_LIFE
    ) -> None:
        self._nearest = nearest
        self._shrink = shrink
        self._half_life = half_life

    def learn(self, histories: Histories) -> None:
        """Similarities between items, each item's strongest kept."""
        self._histories = histories
        matrix = histories.matrix()
        # A user with a thousand items says less about each pair than one with three.
        activity = np.asarray(matrix.sum(axis=1)).ravel()
        weighted = matrix.multiply(1.0 / np.sqrt(np.maximum(activity, 1.0))[:, None])
        together = (weighted.T @ weighted).tocsr()
        norms = np.sqrt(together.diagonal()) + 1e-9
        shared = (matrix.T @ matrix).tocsr()
        together.setdiag(0)
        together.eliminate_zeros()
        shared.setdiag(0)
        shared.eliminate_zeros()
        rows = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
        together.data /= norms[rows] * norms[together.indices]
        together.sort_indices()
        shared.sort_indices()
        together.data *= shared.data / (shared.data + self._shrink)
        self.similar = _strongest(together, self._nearest)

    def scores(self, user: Sequence[str]) -> Scores:
        """The similarities to what the user had, recent things weighing more."""
        had = self._histories.vector(user, half_life=self._half_life)
        return np.asarray(had @ self.similar, dtype=np.float32).ravel()


class Ease:
    """EASE (Steck 2019): the linear item-item model with a closed solution."""

    name = "ease"

    def __init__(
        self, *, regularisation: float = 0.0, half_life: float = HALF_LIFE
    ) -> None:
        self._regularisation = regularisation
        self._half_life = half_life

    def learn(self, histories: Histories) -> None:
        """Invert the regularised co-occurrences of the items."""
        self._histories = histories
        matrix = histories.matrix()
        gram = (matrix.T @ matrix).toarray().astype(np.float32)
        # Denser data bear less regularisation a person; the square root fits both.
        strength = self._regularisation or max(5.0, 3.0 * float(matrix.shape[0]) ** 0.5)
        gram[np.diag_indices_from(gram)] += strength
        inverse = np.linalg.inv(gram)
        self._weights = -inverse / np.diag(inverse)
        np.fill_diagonal(self._weights, 0.0)

    def scores(self, user: Sequence[str]) -> Scores:
        """What the linear model expects beside what the user had."""
        had = self._histories.vector(user, half_life=self._half_life)
        return np.asarray(had @ self._weights, dtype=np.float32)


class Successors:
    """What tends to come after what, near steps counting more (sequential rules)."""

    name = "successors"

    def __init__(self, *, reach: int = 5, half_life: float = 1.5) -> None:
        self._reach = reach
        self._half_life = half_life

    def learn(self, histories: Histories) -> None:
        """Count pairs in order, one over the distance, against how common each is."""
        from scipy.sparse import coo_matrix  # noqa: PLC0415  # slow to load

        self._histories = histories
        rows, columns, weights = [], [], []
        for user in histories.users:
            numbers = [histories.number_of[item] for item in user]
            for place, one in enumerate(numbers):
                near = numbers[place + 1 : place + 1 + self._reach]
                for steps, other in enumerate(near, start=1):
                    if one != other:
                        rows.append(one)
                        columns.append(other)
                        weights.append(1.0 / steps)
        size = len(histories.items)
        pairs = coo_matrix(
            (np.array(weights, np.float32), (rows, columns)), shape=(size, size)
        ).tocsr()
        total = np.asarray(pairs.sum(axis=1)).ravel() + 1.0
        common = np.sqrt(np.asarray(pairs.sum(axis=0)).ravel() + 1.0)
        scaled = pairs.multiply(1.0 / total[:, None]).multiply(1.0 / common)
        self._after = scaled.tocsr()

    def scores(self, user: Sequence[str]) -> Scores:
        """What follows the user's last few things."""
        had = self._histories.vector(user[-10:], half_life=self._half_life)
        return np.asarray(had @ self._after, dtype=np.float32).ravel()


def top(scores: Scores, limit: int, hidden: Sequence[int] = ()) -> list[int]:
    """The numbers of the best items, best first, none of the hidden."""
    shown = scores.copy()
    shown[list(hidden)] = -np.inf
    limit = min(limit, len(shown))
    best = np.argpartition(-shown, limit - 1)[:limit] if limit else np.zeros(0, int)
    ordered = best[np.argsort(-shown[best], kind="stable")]
    return [int(one) for one in ordered if np.isfinite(shown[one])]


def _strongest(matrix: Any, number: int) -> Any:
    """Each row's largest values, the rest dropped."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415  # slow to load

    data, columns, ends = [], [], [0]
    for row in range(matrix.shape[0]):
        part = slice(matrix.indptr[row], matrix.indptr[row + 1])
        values, places = matrix.data[part], matrix.indices[part]
        if len(values) > number:
            kept = np.argpartition(-values, number)[:number]
            values, places = values[kept], places[kept]
        data.append(values)
        columns.append(places)
        ends.append(ends[-1] + len(values))
    empty = np.zeros(0, np.float32)
    return csr_matrix(
        (
            np.concatenate([empty, *data]),
            np.concatenate([np.zeros(0, np.int32), *columns]),
            np.array(ends),
        ),
        shape=matrix.shape,
    )
