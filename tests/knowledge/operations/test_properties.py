"""Whatever is asked for, in whatever order: the books balance, nothing goes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.catalogue.models import Variant
from knowledge.customers.models import PaymentMethod
from knowledge.database.session import Database
from knowledge.exporting.queries import customers, orders
from knowledge.operations import service
from knowledge.operations.errors import PreviewChanged, Refusal
from knowledge.operations.models import Confirmation
from knowledge.operations.requests import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ClaimPriceProtection,
    ExchangeItems,
    Operation,
    ReturnItems,
)
from knowledge.operations.snapshots import whole
from knowledge.operations.state import order_state
from knowledge.orders.models import Order
from tests.builders import NOW
from tests.knowledge.operations.demo_shop import (
    DELIVERED,
    ELSEWHERE,
    EMMA,
    PENDING,
    SHIPPED,
    an_emma_order,
)

LAWFUL = {
    ("pending", "cancelled"),
    ("pending", "pending (item modified)"),
    ("delivered", "return requested"),
    ("delivered", "exchange requested"),
}
MORE = "#W8"
numbers = st.sampled_from([PENDING, DELIVERED, SHIPPED, MORE])
methods = st.sampled_from(["card_1", "gift_1", "gift_2", "card_t"])
items = st.lists(st.sampled_from(["red-s", "lamp-1", "red-m"]), max_size=3).map(tuple)
variants = st.sampled_from(["red-s", "red-m", "blue-m", "blue-s", "lamp-1", "none"])
reasons = st.sampled_from(
    ["no longer needed", "ordered by mistake", "changed_mind", "defective", "?"]
)


@st.composite
def swaps(draw: st.DrawFn, kind: type[ChangeItems] | type[ExchangeItems]) -> Operation:
    old = draw(items)
    new = draw(st.lists(variants, min_size=len(old), max_size=len(old)))
    return kind(
        order_id=draw(numbers),
        items=old,
        new_items=tuple(new),
        payment_method_id=draw(methods),
    )


operations = st.one_of(
    st.builds(CancelOrder, order_id=numbers, reason=reasons),
    st.builds(ChangeAddress, order_id=numbers, address=st.just(ELSEWHERE)),
    st.builds(ChangePayment, order_id=numbers, payment_method_id=methods),
    st.builds(ClaimPriceProtection, order_id=numbers),
    st.builds(
        ReturnItems,
        order_id=numbers,
        items=items,
        payment_method_id=methods,
        reason=reasons,
    ),
    swaps(ChangeItems),
    swaps(ExchangeItems),
)
# How the yes comes: none, once, or twice; what else happens before it.
yeses = st.sampled_from(["none", "wrong", "once", "twice"])


@pytest.fixture
def shop(database: Database, demo: Session) -> Callable[[], Any]:
    """Sessions on the same shop; what happens in one is forgotten after it."""
    demo.add(an_emma_order(MORE, "pending"))
    demo.commit()

    @contextmanager
    def opened() -> Iterator[Session]:
        with database.engine.connect() as connection:
            transaction = connection.begin()
            session = Session(connection, join_transaction_mode="create_savepoint")
            try:
                yield session
            finally:
                session.close()
                transaction.rollback()

    return opened


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(operations, yeses), min_size=1, max_size=6))
def test_any_sequence(
    shop: Callable[[], Any], wishes: list[tuple[Operation, str]]
) -> None:
    with shop() as session:
        worth = _worth(session)
        pieces = _pieces(session)
        for operation, yes in wishes:
            before = {order.id: order.status for order in orders(session, "demo")}
            _go_through(session, operation, yes)
            after = {order.id: order.status for order in orders(session, "demo")}
            moved = {(before[n], after[n]) for n in before if before[n] != after[n]}
            assert moved <= LAWFUL
            for order in orders(session, "demo"):
                _balances(order)
            assert _worth(session) == worth
            assert _pieces(session) == pieces
            assert all(
                variant.stock is None or variant.stock >= 0
                for variant in session.scalars(select(Variant))
            )
            assert all(
                method.balance is None or method.balance >= 0
                for method in session.scalars(select(PaymentMethod))
            )


def _go_through(session: Session, operation: Any, yes: str) -> None:
    """Preview and answer; only a matching yes may change anything, and once."""
    try:
        preview = service.preview(session, operation, authority=EMMA, at=NOW)
    except Refusal:
        with pytest.raises(Refusal):
            service.perform(session, operation, authority=EMMA, at=NOW)
        return
    picture = _picture(session, operation.order_id)
    if yes == "none":
        assert _picture(session, operation.order_id) == picture
    elif yes == "wrong":
        with pytest.raises(PreviewChanged):
            _confirm(session, operation, preview.hash[:-1])
        assert _picture(session, operation.order_id) == picture
    else:
        assert not _confirm(session, operation, preview.hash).repeated
        if yes == "twice":
            picture = _picture(session, operation.order_id)
            assert _confirm(session, operation, preview.hash).repeated
            assert _picture(session, operation.order_id) == picture


def _confirm(session: Session, operation: Operation, digest: str) -> service.Outcome:
    return service.execute(
        session, operation, confirmation=digest, authority=EMMA, at=NOW
    )


def _picture(session: Session, number: str) -> Any:
    order = session.get_one(Order, number)
    stock = [(each.id, each.stock) for each in session.scalars(select(Variant))]
    done = session.scalar(select(func.count(Confirmation.id)))
    return whole(order_state(session, order, at=NOW)), stock, done


def _balances(order: Order) -> None:
    """What is paid in the end is what the order costs; nothing once it is cancelled."""
    paid = sum(
        entry.amount if entry.kind == "payment" else -entry.amount
        for entry in order.payments
    )
    assert paid == (0 if order.status == "cancelled" else order.total)


def _worth(session: Session) -> int:
    """Gift cards and what they have paid for: no cent appears or gets lost."""
    cards = {
        method.id: method.balance
        for customer in customers(session, "demo")
        for method in customer.payment_methods
        if method.balance is not None
    }
    spent = sum(
        entry.amount if entry.kind == "payment" else -entry.amount
        for order in orders(session, "demo")
        for entry in order.payments
        if entry.payment_method_id in cards
    )
    return sum(cards.values()) + spent


def _pieces(session: Session) -> dict[str, int]:
    """Per product, what is on the shelf, set aside, and in orders still to be sent."""
    variants = list(session.scalars(select(Variant)))
    counted = dict.fromkeys((each.product_id for each in variants), 0)
    product_of = {each.id: each.product_id for each in variants}
    for variant in variants:
        counted[variant.product_id] += variant.stock or 0
    for order in orders(session, "demo"):
        for item in order.details.get("exchange_new_items", ()):
            counted[product_of[item]] += 1
        if order.status != "cancelled":
            for line in order.lines:
                counted[line.product_id] += line.quantity
    return counted
