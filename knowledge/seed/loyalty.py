"""Tiers and points, from what customers spent over the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from knowledge.seed.customers import PlannedCustomer
from knowledge.seed.dice import dice
from knowledge.seed.plans import Draft

# Cents spent over the year; gold and platinum as the shop's facts say.
_THRESHOLDS = {"platinum": 150_000, "gold": 50_000, "silver": 20_000}
_NOT_BOUGHT = frozenset({"cancelled", "refunded"})


def tiers(people: Iterable[PlannedCustomer], drafts: Iterable[Draft]) -> dict[str, str]:
    """Each customer's tier."""
    spent = spent_by_customer(drafts)
    return {person.id: person.tier or _tier(spent[person.id]) for person in people}


def with_points(
    person: PlannedCustomer, tier: str, spent: Counter[str]
) -> PlannedCustomer:
    """The customer with his tier and points: a point a dollar, less what he used."""
    if person.points is not None:
        return person
    throw = dice("points", person.id)
    earned = spent[person.id] // 100 + throw.choice([0, 0, 200, 300])
    used = throw.choice([0, 0, 0, 500, 500, 1000])
    return replace(person, tier=tier, points=earned - used if earned > used else earned)


def spent_by_customer(drafts: Iterable[Draft]) -> Counter[str]:
    spent: Counter[str] = Counter()
    for draft in drafts:
        if draft.status not in _NOT_BOUGHT:
            spent[draft.customer.id] += draft.goods
    return spent


def _tier(spent: int) -> str:
    reached = (tier for tier, least in _THRESHOLDS.items() if spent >= least)
    return next(reached, "standard")
