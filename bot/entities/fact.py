"""What the finders find, and which find wins where two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# The more a kind proves itself by its form, the earlier it stands.
RANK = (
    "email",
    "order_number",
    "money",
    "date",
    "tracking_number",
    "phone",
    "coupon_code",
    "product",
    "size",
    "brand",
    "category",
    "colour",
    "postal_code",
    "ordinal",
    "quantity",
    "person_name",
)


@dataclass(frozen=True)
class Fact:
    """One entity: where it stands in the text, and its normalised value."""

    entity: str
    start: int
    end: int
    value: Any

    def overlaps(self, other: Fact) -> bool:
        """Whether both claim a character."""
        return self.start < other.end and other.start < self.end


def without_overlaps(facts: Iterable[Fact]) -> list[Fact]:
    """The better-ranked, then the longer fact of each group, in reading order."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=_precedence):
        if not any(fact.overlaps(other) for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda fact: (fact.start, fact.entity))


def _precedence(fact: Fact) -> tuple[int, int]:
    return RANK.index(fact.entity), fact.start - fact.end
