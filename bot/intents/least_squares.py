"""Regularised least squares over a kernel, one column per intent.

Chosen over logistic regression and support vectors because it is as accurate on
real customers' messages, trains in closed form within a second, and gives exact
leave-one-out scores for free, on which the confidence is calibrated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.intents.kernel import Matrix


@dataclass(frozen=True)
class Fit:
    """``weights`` and ``offset`` score a message; ``left_out`` has each training
    message's scores by the model that never saw it. Shapes ``[n, intents]``,
    ``[intents]``, ``[n, intents]``."""

    weights: Matrix
    offset: Matrix
    left_out: Matrix


def fit(likeness: Matrix, targets: NDArray[np.int64], ridge: float) -> Fit:
    """Fit to training messages whose pairwise likeness is ``[n, n]``."""
    wanted = np.eye(int(targets.max()) + 1)[targets]
    offset = wanted.mean(axis=0)
    inverse = np.linalg.inv(likeness + ridge * np.eye(len(likeness)))
    weights = inverse @ (wanted - offset)
    left_out = wanted - weights / np.diag(inverse)[:, None]
    return Fit(weights, offset, left_out)


def probabilities(scores: Matrix, sharpness: float) -> Matrix:
    """Scores ``[n, intents]`` as probabilities that sum to one in each row."""
    raised = np.exp(sharpness * (scores - scores.max(axis=1, keepdims=True)))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def calibrated_sharpness(left_out: Matrix, targets: NDArray[np.int64]) -> float:
    """The sharpness under which left-out messages were the least surprising."""
    rows = np.arange(len(targets))
    candidates = np.geomspace(1.0, 60.0, 60)
    surprise = [
        -np.log(probabilities(left_out, sharpness)[rows, targets] + 1e-9).mean()
        for sharpness in candidates
    ]
    return float(candidates[int(np.argmin(surprise))])
