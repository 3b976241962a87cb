"""What customers looked at, put in the cart, bought and sent back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from knowledge.seed.baskets import by_shelf, wanted
from knowledge.seed.customers import PlannedCustomer
from knowledge.seed.dice import dice
from knowledge.seed.plans import PlannedOrder
from knowledge.seed.products import DemoProduct

ABANDONED_CART = 0.18


@dataclass(frozen=True)
class PlannedInteraction:
    """One thing that a customer did with a product."""

    customer_id: str
    product_id: str
    kind: str
    at: datetime


def interactions(
    orders: Iterable[PlannedOrder], people: Iterable[PlannedCustomer], now: datetime
) -> Iterator[PlannedInteraction]:
    """Everything that the shop saw its customers do."""
    for order in orders:
        yield from _around(order)
    for person in people:
        yield from _browsing(person, now)


def _around(order: PlannedOrder) -> Iterator[PlannedInteraction]:
    """Looking around, choosing, buying, and perhaps sending back."""
    throw = dice("around", order.id)
    draft = order.draft
    who = draft.customer.id
    back = set(order.details.get("return_items", ()))
    for line in draft.lines:
        seen = draft.placed_at - timedelta(minutes=throw.randint(20, 700))
        for other in _rivals(line.product, throw):
            yield PlannedInteraction(who, other.id, "viewed", seen)
        mine = line.product.id
        yield PlannedInteraction(who, mine, "viewed", seen + timedelta(minutes=2))
        carted = draft.placed_at - timedelta(minutes=throw.randint(3, 15))
        yield PlannedInteraction(who, mine, "carted", carted)
        yield PlannedInteraction(who, mine, "bought", draft.placed_at)
        if line.variant.id in back:
            at = datetime.fromisoformat(order.details["return_requested_at"])
            yield PlannedInteraction(who, mine, "returned", at)


def _rivals(product: DemoProduct, throw: Random) -> list[DemoProduct]:
    """Others of the same shelf that were looked at first."""
    shelf = [other for other in by_shelf()[product.shelf.id] if other != product]
    return throw.sample(shelf, min(len(shelf), throw.randint(0, 2)))


def _browsing(person: PlannedCustomer, now: datetime) -> Iterator[PlannedInteraction]:
    """Visits of the last two months that led to nothing, or to a cart left behind."""
    throw = dice("browsing", person.id)
    known_days = (now - person.joined_at) / timedelta(days=1)
    for _ in range(throw.randint(0, 8)):
        at = now - timedelta(days=throw.uniform(0.02, min(60.0, known_days)))
        product = wanted(person, throw)
        yield PlannedInteraction(person.id, product.id, "viewed", at)
        if throw.random() < ABANDONED_CART:
            later = min(at + timedelta(minutes=4), now)
            yield PlannedInteraction(person.id, product.id, "carted", later)
