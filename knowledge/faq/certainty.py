"""From scores to the chance of being right, and the three zones that follow from it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from knowledge.faq.scoring import Scored
from retrieval.snapshot import Snapshot


class Zone(StrEnum):
    """How sure the assistant is of an answer."""

    ANSWER = "answer"  # say it
    CHOOSE = "choose"  # offer two and let the customer choose
    UNKNOWN = "unknown"  # say that there is no answer


@dataclass(frozen=True)
class Calibration:
    """A logistic model over (score, lead over the second, share of words found), and
    the two chances that separate the zones."""

    weights: tuple[float, float, float]
    bias: float
    answer: float
    choose: float
    error_rate: float
    examples: int = 0

    def chance(self, features: Sequence[float]) -> float:
        """How likely the best article is the right one, 0..1."""
        total = self.bias + sum(
            weight * value for weight, value in zip(self.weights, features, strict=True)
        )
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))

    def zone(self, chance: float) -> Zone:
        """What may be done with an answer of that chance."""
        if chance >= self.answer:
            return Zone.ANSWER
        return Zone.CHOOSE if chance >= self.choose else Zone.UNKNOWN

    def to_json(self) -> dict[str, Any]:
        """As it is kept beside the index."""
        return {**asdict(self), "weights": list(self.weights)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Calibration:
        """The reverse of :meth:`to_json`."""
        return cls(**{**kept, "weights": tuple(kept["weights"])})


# For a knowledge base too small to learn from: by meaning, and by words alone.
BY_MEANING = Calibration((10.0, 4.0, 1.0), -5.8, 0.6, 0.35, 0.1)
BY_WORDS = Calibration((8.0, 4.0, 2.0), -3.8, 0.6, 0.35, 0.1)


def calibration_of(
    snapshot: Snapshot, language: str, *, by_meaning: bool
) -> Calibration:
    """What was learnt when the index was built, else the cautious default."""
    kept = snapshot.attachments.get("calibration", {}).get(language)
    # Thresholds learnt with vectors mean nothing when an outage leaves words alone.
    if kept and bool(kept.get("by_meaning", True)) == by_meaning:
        return Calibration.from_json(kept["model"])
    return BY_MEANING if by_meaning else BY_WORDS


def features(found: Sequence[Scored]) -> tuple[float, float, float]:
    """What the chance is computed from."""
    if not found:
        return (0.0, 0.0, 0.0)
    second = found[1].score if len(found) > 1 else 0.0
    return (found[0].score, found[0].score - second, found[0].covered)
