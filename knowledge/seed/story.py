"""The demo shop's people and orders, told for one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.seed.behaviour import PlannedInteraction, interactions
from knowledge.seed.calendar import present
from knowledge.seed.customers import PlannedCustomer, other_customers
from knowledge.seed.drafts import other_drafts
from knowledge.seed.loyalty import spent_by_customer, tiers, with_points
from knowledge.seed.orders import finished
from knowledge.seed.personas import persona_orders, personas
from knowledge.seed.plans import PlannedOrder
from knowledge.seed.summary import Progress


@dataclass(frozen=True)
class Story:
    """Who the customers are and what they did."""

    customers: tuple[PlannedCustomer, ...]
    orders: tuple[PlannedOrder, ...]
    interactions: tuple[PlannedInteraction, ...]


def tell(today: date, progress: Progress) -> Story:
    """The whole year up to ``today``; always the same for the same day."""
    others = tuple(other_customers(today))
    drafts = list(other_drafts(others, today))
    tier_of, spent = tiers(others, drafts), spent_by_customer(drafts)
    progress("orders", 0, len(drafts))
    orders = (*persona_orders(today), *finished(drafts, tier_of, today))
    progress("orders", len(drafts), len(drafts))
    people = (
        *personas(today),
        *(with_points(person, tier_of[person.id], spent) for person in others),
    )
    seen = tuple(interactions(orders, people, present(today)))
    return Story(people, orders, seen)
