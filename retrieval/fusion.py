"""One score from words and meaning (pure functions over arrays).

``weight × keyword / best keyword + (1 − weight) × cosine``. Reciprocal rank fusion was
measured too and loses to keywords alone: it throws away by how much a hit is better.
"""

from __future__ import annotations

import numpy as np

from retrieval.embedding import Matrix


def normalised(scores: Matrix, best: float) -> Matrix:
    """Scores as shares of the best one, 0..1."""
    shares: Matrix = (scores / (best or 1.0)).astype(np.float32)
    return shares


def fused(keywords: Matrix, cosines: Matrix, *, weight: float) -> Matrix:
    """The weighted sum; ``weight`` is the share of the keywords, 0..1."""
    together = weight * keywords + (1.0 - weight) * np.maximum(cosines, 0.0)
    return together.astype(np.float32)


def best_rows(scores: Matrix, limit: int) -> list[int]:
    """Positions of the highest positive scores, best first, ties by position."""
    if limit <= 0 or not scores.size:
        return []
    if limit < len(scores):
        least = np.partition(scores, -limit)[-limit]
        rows = np.flatnonzero(scores >= least)
    else:
        rows = np.arange(len(scores))
    ordered = rows[np.argsort(-scores[rows], kind="stable")][:limit]
    return [int(row) for row in ordered if scores[row] > 0]
