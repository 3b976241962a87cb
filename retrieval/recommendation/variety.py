"""Not five times the same lamp: maximal marginal relevance over vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.embedding import Matrix


def varied(
    scores: Sequence[float],
    vectors: Sequence[Matrix | None],
    limit: int,
    *,
    relevance: float = 0.75,
) -> list[int]:
    """Positions picked one by one: good, and unlike those already picked.

    ``relevance`` is what the score weighs against likeness, 0..1; what has no vector
    is like nothing.
    """
    best = max(scores, default=0.0) or 1.0
    left = list(range(len(scores)))
    picked: list[int] = []
    while left and len(picked) < limit:
        chosen = max(
            left,
            key=lambda one: (
                relevance * scores[one] / best
                - (1 - relevance) * _likeness(vectors, one, picked)
            ),
        )
        picked.append(chosen)
        left.remove(chosen)
    return picked


def _likeness(
    vectors: Sequence[Matrix | None], one: int, picked: Sequence[int]
) -> float:
    vector = vectors[one]
    if vector is None:
        return 0.0
    others = [vectors[other] for other in picked]
    alike = [float(np.dot(vector, other)) for other in others if other is not None]
    return max(alike, default=0.0)
