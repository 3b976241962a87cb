"""When not to believe the likeliest intent.

Two doubts, each with a threshold learnt from left-out messages of the training data:
the message may be none of the shop's business (it is more like the background), or
it may be the shop's business, but none of the intents stands out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

import numpy as np

from bot.intents.kernel import Matrix


class Verdict(str, Enum):
    """What to do with the likeliest intent."""

    KNOWN = "known"
    OUTSIDE = "outside"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Rejection:
    """Thresholds on probabilities; ``beyond`` are the columns of what is outside."""

    beyond: list[int]
    most_outside: float
    least_certain: float

    @classmethod
    def learn(cls, inside: Matrix, beyond: Sequence[int], share: float) -> Rejection:
        """Thresholds that each cost half the ``share`` of messages known as inside."""
        outside = inside[:, list(beyond)].sum(axis=1)
        certainty = np.delete(inside, list(beyond), axis=1).max(axis=1)
        return cls(
            beyond=list(beyond),
            most_outside=float(np.quantile(outside, 1 - share / 2)),
            least_certain=float(np.quantile(certainty, share / 2)),
        )

    def verdict(self, found: Matrix) -> Verdict:
        """The verdict on one message's probabilities, ``[intents]``."""
        if float(found[self.beyond].sum()) > self.most_outside:
            return Verdict.OUTSIDE
        certainty = float(np.delete(found, self.beyond).max())
        return Verdict.UNSURE if certainty < self.least_certain else Verdict.KNOWN

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)
