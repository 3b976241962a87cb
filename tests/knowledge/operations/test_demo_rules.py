"""The demo shop's rules: what each refuses, by name, and what is lawful instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from knowledge.customers.models import Customer, PaymentMethod
from knowledge.faq.models import ShopFact
from knowledge.operations import service
from knowledge.operations.errors import Refusal
from knowledge.operations.phrases import phrases
from knowledge.operations.requests import (
    CancelOrder,
    ChangeAddress,
    ChangeDefaultAddress,
    ChangeItems,
    ChangePayment,
    ClaimPriceProtection,
    ExchangeItems,
    Operation,
    ReportProblem,
    RequestInvoice,
    ReturnItems,
)
from knowledge.operations.rulebook import rule_sets
from knowledge.operations.words import refusal_sentence
from knowledge.orders.errors import OrderNotFound
from knowledge.orders.models import Order
from tests.builders import NOW
from tests.knowledge.operations.demo_shop import (
    DELIVERED,
    ELSEWHERE,
    EMMA,
    HOME,
    PENDING,
    SHIPPED,
)

CANCEL = CancelOrder(order_id=PENDING, reason="no longer needed")
MOVE = ChangeAddress(order_id=PENDING, address=ELSEWHERE)
PAY = ChangePayment(order_id=PENDING, payment_method_id="gift_2")
CHANGE = ChangeItems(
    order_id=PENDING,
    items=("red-s",),
    new_items=("blue-m",),
    payment_method_id="card_1",
)
RETURN = ReturnItems(
    order_id=DELIVERED,
    items=("lamp-1",),
    payment_method_id="card_1",
    reason="changed_mind",
)
EXCHANGE = ExchangeItems(
    order_id=DELIVERED,
    items=("red-s",),
    new_items=("blue-m",),
    payment_method_id="card_1",
)
REPORT = ReportProblem(
    order_id=DELIVERED, items=("lamp-1",), problem="faulty", wish="refund"
)
INVOICE = RequestInvoice(order_id=DELIVERED, title="Clarke Ltd")
PROTECT = ClaimPriceProtection(order_id=PENDING)


def changed(**values: Any) -> Callable[[Session], None]:
    """The pending and the delivered order with other values."""

    def change(session: Session) -> None:
        for number in (PENDING, DELIVERED):
            order = session.get_one(Order, number)
            for name, value in values.items():
                setattr(order, name, value)
        session.flush()

    return change


def nothing(session: Session) -> None:
    """The shop as it is."""


REFUSED: list[tuple[str, Operation, Callable[[Session], None]]] = [
    ("order_pending", replace(CANCEL, order_id=SHIPPED), nothing),
    ("not_changed_before", CANCEL, changed(status="pending (item modified)")),
    ("cancel_reason", replace(CANCEL, reason="too dear"), nothing),
    ("order_pending", replace(MOVE, order_id=SHIPPED), nothing),
    ("address_complete", replace(MOVE, address={**HOME, "city": " "}), nothing),
    ("same_country", replace(MOVE, address={**HOME, "country": "France"}), nothing),
    ("own_payment_method", replace(PAY, payment_method_id="card_t"), nothing),
    ("other_payment_method", replace(PAY, payment_method_id="card_1"), nothing),
    ("gift_card_covers", replace(PAY, payment_method_id="gift_1"), nothing),
    ("items_named", replace(CHANGE, items=(), new_items=()), nothing),
    ("items_in_order", replace(CHANGE, items=("red-m",)), nothing),
    ("items_in_order", replace(CHANGE, items=("red-s",) * 3), nothing),
    ("one_new_item_each", replace(CHANGE, new_items=()), nothing),
    ("same_product", replace(CHANGE, new_items=("lamp-1",)), nothing),
    ("same_product", replace(CHANGE, new_items=("nothing",)), nothing),
    ("item_differs", replace(CHANGE, new_items=("red-s",)), nothing),
    ("item_available", replace(CHANGE, new_items=("blue-s",)), nothing),
    (
        "item_available",
        replace(CHANGE, items=("red-s",) * 2, new_items=("blue-m",) * 2),
        nothing,
    ),
    ("own_payment_method", replace(CHANGE, payment_method_id="card_t"), nothing),
    ("not_changed_before", CHANGE, changed(status="pending (item modified)")),
    ("order_delivered", replace(RETURN, order_id=SHIPPED), nothing),
    ("items_in_order", replace(RETURN, items=("blue-m",)), nothing),
    ("return_reason", replace(RETURN, reason=""), nothing),
    ("own_payment_method", replace(RETURN, payment_method_id="card_t"), nothing),
    ("exchanged_once", EXCHANGE, changed(status="exchange requested")),
    ("order_delivered", replace(EXCHANGE, order_id=PENDING), nothing),
    ("order_arrived", replace(REPORT, order_id=PENDING), nothing),
    ("problem_known", replace(REPORT, problem="ugly"), nothing),
    ("report_window", replace(REPORT, problem="damaged"), nothing),
    ("invoice_after_dispatch", replace(INVOICE, order_id=PENDING), nothing),
    ("invoice_title", replace(INVOICE, title=" "), nothing),
    ("order_not_over", INVOICE, changed(status="cancelled")),
    ("price_dropped", PROTECT, nothing),
    ("price_window", PROTECT, changed(placed_at=NOW - timedelta(days=16))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "operation", "change"), REFUSED)
def test_a_violation_is_refused_by_its_rule(
    demo: Session, rule: str, operation: Operation, change: Callable[[Session], None]
) -> None:
    change(demo)
    with pytest.raises(Refusal) as refused:
        service.preview(demo, operation, authority=EMMA, at=NOW)
    assert refused.value.rule == rule
    for language in ("en", "zh"):
        sentence = refusal_sentence(refused.value, language)
        assert sentence and "{" not in sentence


def refusal_of(session: Session, operation: Operation, at: datetime = NOW) -> Refusal:
    with pytest.raises(Refusal) as refused:
        service.preview(session, operation, authority=EMMA, at=at)
    return refused.value


@pytest.mark.parametrize(
    ("operation", "days", "rule"),
    [
        (EXCHANGE, 30, None),
        (EXCHANGE, 31, "exchange_window"),
        (replace(REPORT, problem="damaged"), 7, None),
        (replace(REPORT, problem="damaged"), 8, "report_window"),
        (REPORT, 360, None),
        (REPORT, 370, "warranty_window"),
    ],
)
def test_windows_end_with_their_last_day(
    demo: Session, operation: Operation, days: int, rule: str | None
) -> None:
    at = NOW - timedelta(days=9) + timedelta(days=days)
    if rule is None:
        assert service.preview(demo, operation, authority=EMMA, at=at)
    else:
        assert refusal_of(demo, operation, at).rule == rule


def test_november_orders_go_back_until_january(demo: Session) -> None:
    last = datetime(2027, 1, 31, 22, tzinfo=UTC)
    assert service.preview(demo, RETURN, authority=EMMA, at=last)
    late = refusal_of(demo, RETURN, last + timedelta(days=1))
    assert late.rule == "return_window"
    assert "31 Jan 2027" in refusal_sentence(late, "en")
    assert "2027年1月31日" in refusal_sentence(late, "zh")


def test_staff_may_change_the_window_as_a_fact(demo: Session) -> None:
    demo.add(
        ShopFact(key="exchange_window", kind="days", value=3, label={}, updated_at=NOW)
    )
    demo.flush()
    assert refusal_of(demo, EXCHANGE).rule == "exchange_window"


def test_the_nearest_lawful_things_are_offered(demo: Session) -> None:
    short = refusal_of(demo, replace(PAY, payment_method_id="gift_1"))
    assert [(each.field, each.values) for each in short.alternatives] == [
        ("payment_method_id", ("gift_2",))
    ]
    wrong = refusal_of(demo, replace(CHANGE, new_items=("lamp-1",)))
    assert [(each.operation, each.field) for each in wrong.alternatives] == [
        ("change_items", "new_items"),
        ("cancel", None),
    ]
    assert set(wrong.alternatives[0].values) == {"red-m", "blue-m"}
    sent = refusal_of(demo, replace(CANCEL, order_id=DELIVERED))
    assert [each.operation for each in sent.alternatives] == [
        "return_items",
        "exchange_items",
        "talk_to_person",
    ]


def test_somebody_elses_order_is_unknown(demo: Session) -> None:
    tom = replace(EMMA, actor="customer:tom", customer_id="tom")
    with pytest.raises(OrderNotFound):
        service.preview(demo, CANCEL, authority=tom, at=NOW)
    with pytest.raises(OrderNotFound):
        service.execute(demo, CANCEL, confirmation="x", authority=tom, at=NOW)


def test_the_label_is_taken_off_except_for_our_mistakes_and_platinum(
    demo: Session,
) -> None:
    def back(operation: Operation) -> int:
        preview = service.preview(demo, operation, authority=EMMA, at=NOW)
        return preview.movements[0].amount

    # 40.00 less its half of the discount of 8.00, less the label of 5.99
    assert back(RETURN) == 4000 - 400 - 599
    assert back(replace(RETURN, reason="defective")) == 3600
    demo.get_one(Customer, "emma").tier = "platinum"
    assert back(RETURN) == 3600


def test_possibilities_of_the_order_card(demo: Session) -> None:
    order = demo.get_one(Order, DELIVERED)
    found = {each.operation: each.broken for each in
             service.allowed(demo, order=order, at=NOW)}  # fmt: skip
    assert found["return_items"] is None
    assert found["cancel"] == "order_pending"
    assert "change_default_address" not in found


def test_an_account_address_moves(demo: Session) -> None:
    move = ChangeDefaultAddress(customer_id="emma", address=ELSEWHERE)
    service.perform(demo, move, authority=EMMA, at=NOW)
    home = demo.get_one(Customer, "emma").addresses[0]
    assert (home.line1, home.postal_code) == ("9 Elm Road", "10002")


def test_every_rule_and_operation_has_words() -> None:
    for rules in rule_sets().values():
        for name, operation in rules.operations.items():
            assert {name} <= set(phrases()["preview"]) & set(phrases()["done"])
            for rule in operation.rules:
                assert rule.name in phrases()["refused"], (rules.name, name, rule.name)
                assert all(each in phrases()["instead"] for each in rule.instead)
            assert all(reason in phrases()["reason"] for reason in operation.reasons)


def test_a_gift_card_pays_and_the_first_card_is_paid_back(demo: Session) -> None:
    service.perform(demo, PAY, authority=EMMA, at=NOW)
    order = demo.get_one(Order, PENDING)
    assert [(e.kind, e.amount, e.payment_method_id) for e in order.payments] == [
        ("payment", 7699, "card_1"),
        ("payment", 7699, "gift_2"),
        ("refund", 7699, "card_1"),
    ]
    assert demo.get_one(PaymentMethod, "gift_2").balance == 90000 - 7699
