"""Regularised least squares over a kernel, one column per intent.

Chosen over logistic regression and support vectors because it is as accurate on
real customers' messages, trains in closed form within seconds, and gives exact
leave-one-out scores for free, on which confidence and rejection are calibrated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, lapack

from bot.intents.kernel import Matrix

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Fit:
    """``weights`` and ``offset`` score a message; ``left_out`` has each training
    message's scores by the model that never saw it. Shapes ``[n, intents]``,
    ``[intents]``, ``[n, intents]``."""

    weights: Matrix
    offset: Matrix
    left_out: Matrix


def usual_ridge(count: int) -> float:
    """How much to smooth: the more messages, the more they contradict each other.

    Found by cross-validation on sets of 300 to 6,000 messages.
    """
    return 0.5 + count / 2500


def fit(likeness: Matrix, targets: Indices, ridge: float) -> Fit:
    """Fit to training messages whose pairwise likeness is ``[n, n]``; changes it."""
    wanted = np.eye(int(targets.max()) + 1, dtype=np.float32)[targets]
    offset = wanted.mean(axis=0)
    inverse = _inverse(likeness, ridge)
    weights = inverse @ (wanted - offset)
    left_out = wanted - weights / np.diag(inverse)[:, None]
    return Fit(weights, offset, left_out)


def probabilities(scores: Matrix, sharpness: float) -> Matrix:
    """Scores ``[n, intents]`` as probabilities that sum to one in each row."""
    raised = np.exp(sharpness * (scores - scores.max(axis=1, keepdims=True)))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def calibrated_sharpness(left_out: Matrix, targets: Indices) -> float:
    """The sharpness under which left-out messages were the least surprising."""
    rows = np.arange(len(targets))
    candidates = np.geomspace(1.0, 60.0, 60)
    surprise = [
        -np.log(probabilities(left_out, sharpness)[rows, targets] + 1e-9).mean()
        for sharpness in candidates
    ]
    return float(candidates[int(np.argmin(surprise))])


def _inverse(likeness: Matrix, ridge: float) -> Matrix:
    """By Cholesky in place: half the time and a third of the memory of a plain one."""
    likeness[np.diag_indices_from(likeness)] += ridge
    factor, _ = cho_factor(likeness, lower=True, overwrite_a=True)
    inverse, problem = lapack.spotri(factor, lower=1, overwrite_c=1)
    if problem:
        raise ArithmeticError(f"the likeness of the messages is singular: {problem}")
    lower = np.tril(inverse)
    return np.asarray(lower + np.tril(inverse, -1).T)
