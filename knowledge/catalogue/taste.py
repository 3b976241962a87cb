"""What this shop's customers had and did, learnt once and kept while it holds."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.catalogue.search_queries import behaviour, behaviour_stamp, purchases
from retrieval.recommendation.histories import Histories, Scores
from retrieval.recommendation.recommenders import (
    LARGEST_EASE,
    Ease,
    Hybrid,
    Neighbours,
    Popularity,
    Recommender,
)

# How much what was done says of taste.
_DONE = {"bought": 1.0, "carted": 0.6, "viewed": 0.3}
_SENT_BACK = ("return requested", "returned", "exchange requested")
KEPT_SECONDS = 60.0


@dataclass(frozen=True)
class Taste:
    """Histories by customer, and what was learnt from them."""

    histories: Histories
    together: Histories  # baskets: what was bought in one order
    by_customer: Mapping[str, Sequence[str]]
    bought: Mapping[str, frozenset[str]]
    returned: Mapping[str, frozenset[str]]
    model: Recommender
    baskets: Neighbours
    popularity: Popularity

    def scores(self, customer_id: str) -> Scores | None:
        """One number an item; None for somebody who did nothing yet."""
        had = self.by_customer.get(customer_id)
        return self.model.scores(had) if had else None


class _Kept:
    """The taste last learnt, and of which data."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.taste: Taste | None = None
        self.stamp: tuple[object, ...] = ()
        self.until = 0.0


_kept = _Kept()


def taste_of(session: Session) -> Taste:
    """The taste of this shop's customers; at most a minute behind what they do."""
    where = str(session.get_bind().engine.url)
    with _kept.lock:
        fresh = time.monotonic() < _kept.until and _kept.stamp[:1] == (where,)
        if _kept.taste is not None and fresh:
            return _kept.taste
        stamp = (where, *behaviour_stamp(session))
        if _kept.taste is None or stamp != _kept.stamp:
            _kept.taste, _kept.stamp = learn(session), stamp
        _kept.until = time.monotonic() + KEPT_SECONDS
        return _kept.taste


def learn(session: Session) -> Taste:
    """Read everything that customers did, and learn from it."""
    lines = purchases(session)
    done = behaviour(session)
    bought: dict[str, set[str]] = defaultdict(set)
    returned: dict[str, set[str]] = defaultdict(set)
    orders: dict[str, list[str]] = defaultdict(list)
    for customer, product, order, _, status in lines:
        if status == "cancelled":
            continue
        bought[customer].add(product)
        orders[order].append(product)
        if status in _SENT_BACK:
            returned[customer].add(product)
    by_customer: dict[str, list[str]] = defaultdict(list)
    for customer, product, order, _, _ in lines:
        if product in orders.get(order, ()):
            by_customer[customer].append(product)
    for customer, product, kind, _ in done:
        if kind == "returned":
            returned[customer].add(product)
        elif kind in _DONE:
            by_customer[customer].append(product)
    return _learnt(by_customer, orders, bought, returned)


def _learnt(
    by_customer: Mapping[str, list[str]],
    orders: Mapping[str, list[str]],
    bought: Mapping[str, set[str]],
    returned: Mapping[str, set[str]],
) -> Taste:
    histories = Histories(list(by_customer.values()))
    together = Histories(list(orders.values()))
    parts: list[tuple[Recommender, float]] = [(Neighbours(), 0.5), (Popularity(), 0.05)]
    if len(histories.items) <= LARGEST_EASE:
        parts.append((Ease(), 0.5))
    model, baskets, popularity = Hybrid(parts), Neighbours(shrink=1.0), Popularity()
    if histories.items:
        model.learn(histories)
        popularity.learn(histories)
    if together.items:
        baskets.learn(together)
    return Taste(
        histories=histories,
        together=together,
        by_customer=by_customer,
        bought={one: frozenset(had) for one, had in bought.items()},
        returned={one: frozenset(had) for one, had in returned.items()},
        model=model,
        baskets=baskets,
        popularity=popularity,
    )
