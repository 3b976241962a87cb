"""What this shop's customers had and did, learnt once and kept while it holds."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.catalogue.search_queries import behaviour, behaviour_stamp, purchases
from retrieval.recommendation.blend import blend_for
from retrieval.recommendation.histories import Histories, Scores
from retrieval.recommendation.recommenders import Neighbours, Recommender

# What says something of taste; what was sent back says the opposite.
_LIKES = frozenset({"bought", "carted", "viewed"})
KEPT_SECONDS = 300.0


@dataclass(frozen=True)
class Deeds:
    """What one customer did, as the database says now."""

    had: tuple[str, ...] = ()  # in time order, the latest last
    bought: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Taste:
    """What was learnt from everybody: from whole histories, and from baskets."""

    histories: Histories
    together: Histories
    model: Recommender
    baskets: Neighbours

    def scores(self, had: Sequence[str]) -> Scores | None:
        """One number an item; None when nobody did anything yet."""
        return self.model.scores(had) if self.histories.items else None


def deeds_of(session: Session, customer_id: str | None) -> Deeds:
    """What a customer did; nothing for somebody unknown."""
    if customer_id is None:
        return Deeds()
    lines = purchases(session, customer_id)
    done = behaviour(session, customer_id)
    had = [line.product_id for line in lines]
    had += [product for _, product, kind in done if kind in _LIKES]
    back = {line.product_id for line in lines if line.sent_back}
    back |= {product for _, product, kind in done if kind == "returned"}
    bought = {line.product_id for line in lines}
    bought |= {product for _, product, kind in done if kind == "bought"}
    return Deeds(tuple(had), frozenset(bought), frozenset(back))


class _Kept:
    """The taste last learnt, and of which data."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.taste: Taste | None = None
        self.stamp: tuple[object, ...] = ()
        self.until = 0.0


_kept = _Kept()


def taste_of(session: Session) -> Taste:
    """The taste of this shop's customers; a few minutes behind what they do."""
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
    by_customer: dict[str, list[str]] = defaultdict(list)
    orders: dict[str, list[str]] = defaultdict(list)
    for line in purchases(session):
        by_customer[line.customer_id].append(line.product_id)
        orders[line.order_id].append(line.product_id)
    for customer, product, kind in behaviour(session):
        if kind in _LIKES:
            by_customer[customer].append(product)
    histories = Histories(list(by_customer.values()))
    together = Histories(list(orders.values()))
    taste = Taste(histories, together, blend_for(histories), Neighbours(shrink=1.0))
    if histories.items:
        taste.model.learn(histories)
    if together.items:
        taste.baskets.learn(together)
    return taste
