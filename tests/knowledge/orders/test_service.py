"""An order is its owner's alone, and can be found by what was in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from knowledge.orders.errors import NoOrders, OrderNotFound
from knowledge.orders.service import (
    orders_with,
    own_order,
    own_orders,
    refund_of,
)
from tests.builders import NOW, a_customer, a_line, a_refund, an_order


def words_in_common(words: str, texts: Sequence[str]) -> list[float]:
    """A ranker that counts shared words; enough to test what is done with scores."""
    wanted = set(words.lower().split())
    return [
        len(wanted & set(text.lower().split())) / max(len(wanted), 1) for text in texts
    ]


@pytest.fixture(autouse=True)
def emma(session: Session) -> None:
    session.add(a_customer())
    session.flush()


def test_a_strangers_order_is_as_unknown_as_none(session: Session) -> None:
    session.add(an_order("#W1000001"))
    session.flush()
    for number, customer in (("#W1000001", "tom"), ("#W0000000", "emma")):
        with pytest.raises(OrderNotFound) as refused:
            own_order(session, number=number, customer_id=customer)
        assert refused.value.facts == {"number": number}


def test_the_newest_order_comes_first_and_undated_ones_last(session: Session) -> None:
    session.add_all(
        [
            an_order("#W1000001", placed_at=NOW - timedelta(days=9)),
            an_order("#W1000002", placed_at=None),
            an_order("#W1000003", placed_at=NOW),
        ]
    )
    session.flush()
    numbers = [order.id for order in own_orders(session, customer_id="emma")]
    assert numbers == ["#W1000003", "#W1000001", "#W1000002"]


def test_no_orders_is_said_and_not_an_empty_list(session: Session) -> None:
    with pytest.raises(NoOrders):
        own_orders(session, customer_id="emma")


def test_found_by_its_items_only_when_they_fit(session: Session) -> None:
    lamp = an_order("#W1000001", lines=[a_line("Desk Lamp", "台灯")])
    bottle = an_order("#W1000002", lines=[a_line("Water Bottle", "水壶")])

    def found(words: str) -> list[str]:
        orders = orders_with(
            [lamp, bottle], words=words, language="en", rank=words_in_common
        )
        return [order.id for order in orders]

    assert found("desk lamp") == ["#W1000001"]
    assert found("purple elephant") == []


def test_total_counts_quantities_shipping_and_discount() -> None:
    order = an_order(
        lines=[a_line(unit_price=1000, quantity=3), a_line(unit_price=250, quantity=1)],
        shipping_fee=499,
        discount=300,
    )
    assert order.total == 3449


def test_a_refund_adds_up_over_its_payments() -> None:
    refund = refund_of(an_order(payments=[a_refund(500), a_refund(250)]))
    assert refund is not None
    assert refund.amount == 750
    assert refund.methods == ("card_1",)
    assert refund_of(an_order(payments=[])) is None
