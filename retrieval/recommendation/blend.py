"""Several recommenders as one: weights chosen by what they would have guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from retrieval.recommendation.histories import Histories, Scores
from retrieval.recommendation.recommenders import (
    LARGEST_EASE,
    Ease,
    Neighbours,
    Popularity,
    Recommender,
    Successors,
)

FEWEST_TO_TUNE = 50  # users; fewer cannot choose between weights
TUNED_ON = 400


class Blend:
    """A weighted sum of others' scores. The weights are those that guess best what a
    sample of users had last but one: data decide how much order and habit matter."""

    name = "hybrid"

    def __init__(self, parts: Sequence[Recommender]) -> None:
        self._parts = parts
        self.weights = [1.0 / len(parts)] * len(parts)

    def learn(self, histories: Histories) -> None:
        """Choose the weights on histories cut short, then let each part learn all."""
        self.weights = self._chosen(histories)
        for part in self._parts:
            part.learn(histories)

    def scores(self, user: Sequence[str]) -> Scores:
        """The weighted sum."""
        return sum_of(
            [
                (part.scores(user), weight)
                for part, weight in zip(self._parts, self.weights, strict=True)
                if weight
            ]
        )

    def _chosen(self, histories: Histories) -> list[float]:
        users = [user for user in histories.users if len(user) > 2]
        if len(users) < FEWEST_TO_TUNE:
            return self.weights
        # What is learnt from must not hold what is to be guessed.
        cut = Histories([u[:-1] if len(u) > 2 else u for u in histories.users])
        for part in self._parts:
            part.learn(cut)
        drawn = np.random.default_rng(7).permutation(len(users))[:TUNED_ON]
        cases = [_Case.of(users[int(one)], self._parts, cut) for one in drawn]
        known = [case for case in cases if case is not None]
        return max(_mixtures(len(self._parts)), key=lambda one: _worth(known, one))


@dataclass(frozen=True)
class _Case:
    """One user's scaled scores by part, and the number of the item to guess."""

    scores: NDArray[np.float32]  # parts × items
    wanted: int

    @classmethod
    def of(
        cls, user: Sequence[str], parts: Sequence[Recommender], cut: Histories
    ) -> _Case | None:
        wanted = cut.number_of.get(user[-1])
        if wanted is None:
            return None
        rows = np.array([sum_of([(part.scores(user[:-1]), 1.0)]) for part in parts])
        hidden = [cut.number_of[one] for one in user[:-1] if one != user[-1]]
        rows[:, hidden] = 0.0
        # Only items that could win a place matter, and keep the memory small.
        best = np.unique(np.argsort(-rows, axis=1)[:, :100])
        best = np.append(best[best != wanted], wanted)
        return cls(rows[:, best], len(best) - 1)


def _worth(cases: Sequence[_Case], weights: Sequence[float]) -> float:
    """The mean of 1 / log2(place + 1) within the first ten, as nDCG has it."""
    total = 0.0
    for case in cases:
        scores = np.array(weights, dtype=np.float32) @ case.scores
        place = int((scores > scores[case.wanted]).sum()) + 1
        total += 1.0 / np.log2(place + 1) if place <= 10 else 0.0
    return total


def _mixtures(number: int) -> list[list[float]]:
    """Shares of five parts in all, handed out in every way."""
    return [
        [share / 5 for share in shares]
        for shares in product(range(6), repeat=number)
        if sum(shares) == 5
    ]


def sum_of(scored: Sequence[tuple[Scores, float]]) -> Scores:
    """A weighted sum of scores, each first scaled to 0..1."""
    total = np.zeros_like(scored[0][0])
    for scores, weight in scored:
        low, high = float(scores.min(initial=0)), float(scores.max(initial=0))
        total = total + weight * (scores - low) / (high - low or 1.0)
    return total.astype(np.float32)


def recommenders_for(histories: Histories) -> list[Recommender]:
    """Those that suit the size of the data, the baseline first, the blend last."""
    parts = _parts(histories)
    return [Popularity(), *parts, blend_for(histories)]


def blend_for(histories: Histories) -> Blend:
    """The blend of all parts that suit the size of the data."""
    return Blend([*_parts(histories), Popularity()])


def _parts(histories: Histories) -> list[Recommender]:
    found: list[Recommender] = [Neighbours(), Successors()]
    return [*found, Ease()] if len(histories.items) <= LARGEST_EASE else found
