"""How good a ranking is, by other people's judgments, with honest intervals.

Gains are ``2^grade - 1``, discounts ``log2(place + 1)`` (Burges 2005); what nobody
judged counts as not relevant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Interval:
    """A mean and the 95 % interval around it, by bootstrap over queries."""

    mean: float
    low: float
    high: float


def ndcg(ranking: Sequence[str], grades: Mapping[str, float], depth: int = 10) -> float:
    """Normalised discounted cumulative gain, 0..1; 0 when nothing is relevant."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    found = _gain([grades.get(one, 0.0) for one in ranking[:depth]])
    return found / ideal if ideal else 0.0


def recall(ranking: Sequence[str], relevant: set[str], depth: int = 100) -> float:
    """The share of what is relevant that is among the first ``depth``."""
    return len(relevant & set(ranking[:depth])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: set[str]) -> float:
    """One over the place of the first relevant one; 0 when there is none."""
    for place, one in enumerate(ranking, start=1):
        if one in relevant:
            return 1.0 / place
    return 0.0


def hit(ranking: Sequence[str], relevant: set[str], depth: int = 10) -> float:
    """1 when something relevant is among the first ``depth``, else 0."""
    return float(bool(relevant & set(ranking[:depth])))


def bootstrap(
    values: Sequence[float], *, samples: int = 1000, seed: int = 7
) -> Interval:
    """The mean of values, and where it would fall with other queries of the kind."""
    if not values:
        return Interval(0.0, 0.0, 0.0)
    numbers = np.array(values, dtype=np.float64)
    random = np.random.default_rng(seed)
    drawn = random.choice(numbers, size=(samples, len(numbers)), replace=True)
    low, high = np.quantile(drawn.mean(axis=1), [0.025, 0.975])
    return Interval(float(numbers.mean()), float(low), float(high))


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile of some durations."""
    if not milliseconds:
        return {"p50_ms": 0.0, "p95_ms": 0.0}
    half, most = np.quantile(np.array(milliseconds), [0.5, 0.95])
    return {"p50_ms": round(float(half), 2), "p95_ms": round(float(most), 2)}


def _gain(grades: Sequence[float]) -> float:
    return float(
        sum(
            (2.0**grade - 1.0) / np.log2(place + 1)
            for place, grade in enumerate(grades, start=1)
        )
    )
