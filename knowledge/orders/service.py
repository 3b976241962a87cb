"""What a customer may learn about an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.database.base import in_language
from knowledge.orders import queries
from knowledge.orders.errors import NoOrders, OrderNotFound
from knowledge.orders.models import Order

# Scores how well each text fits the words, in the range 0 to 1.
TextRanker = Callable[[str, Sequence[str]], list[float]]

# The ranker gives words that have nothing to do with an item about 0, and 0.17 and
# more to those that name it; an order counts beside the best one from this share of it.
CONTENT_THRESHOLD = 0.15
NEAR = 0.6


@dataclass(frozen=True)
class Refund:
    """Money on its way back for an order."""

    order: Order
    amount: int
    methods: tuple[str, ...]


def own_order(session: Session, *, number: str, customer_id: str) -> Order:
    """The customer's order; somebody else's is as unknown as one that is not there."""
    order = queries.order_of(session, number=number, customer_id=customer_id)
    if order is None:
        raise OrderNotFound(number=number)
    return order


def own_orders(session: Session, *, customer_id: str, limit: int = 50) -> list[Order]:
    """The customer's orders, newest first; raises ``NoOrders`` when there are none."""
    orders = queries.orders_of(session, customer_id, limit=limit)
    if not orders:
        raise NoOrders()
    return orders


def orders_with(
    orders: Sequence[Order], *, words: str, language: str, rank: TextRanker
) -> list[Order]:
    """The orders whose items the words describe ("my headphones"), best first."""
    texts = [_contents(order, language) for order in orders]
    scores = rank(words, [text for lines in texts for text in lines])
    best: list[tuple[float, int]] = []
    start = 0
    for index, lines in enumerate(texts):
        own = scores[start : start + len(lines)]
        start += len(lines)
        best.append((max(own, default=0.0), -index))
    top = max((score for score, _ in best), default=0.0)
    if top < CONTENT_THRESHOLD:
        return []
    near = [pair for pair in best if pair[0] >= max(CONTENT_THRESHOLD, NEAR * top)]
    return [orders[-index] for _, index in sorted(near, reverse=True)]


def _contents(order: Order, language: str) -> list[str]:
    """One text a line; both languages, since customers mix them."""
    return [
        " ".join(dict.fromkeys((in_language(line.name, language), *line.name.values())))
        for line in order.lines
    ]


def refund_of(order: Order) -> Refund | None:
    """What has been paid back for the order, or None."""
    refunds = [payment for payment in order.payments if payment.kind == "refund"]
    if not refunds:
        return None
    return Refund(
        order=order,
        amount=sum(payment.amount for payment in refunds),
        methods=tuple(dict.fromkeys(p.payment_method_id for p in refunds)),
    )
