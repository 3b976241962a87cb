"""A preview, a yes, and the deed: once, whole, with its line in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.catalogue.models import Product, Variant
from knowledge.customers.models import PaymentMethod
from knowledge.database.session import Database
from knowledge.operations import service
from knowledge.operations.errors import PreviewChanged, Refusal
from knowledge.operations.models import Confirmation
from knowledge.operations.requests import (
    OPERATIONS,
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ExchangeItems,
    RequestInvoice,
    ReturnItems,
    from_json,
    to_json,
)
from knowledge.operations.rulebook import RuleSet, load, rules_for
from knowledge.operations.words import done_sentence, preview_sentence
from knowledge.orders.models import Order
from knowledge.staff.models import AuditEntry
from tests.builders import NOW
from tests.knowledge.operations.demo_shop import (
    DELIVERED,
    ELSEWHERE,
    EMMA,
    HOME,
    PENDING,
)

CANCEL = CancelOrder(order_id=PENDING, reason="no longer needed")
CHANGE = ChangeItems(
    order_id=PENDING,
    items=("red-s", "lamp-1"),
    new_items=("blue-m", "lamp-1"),
    payment_method_id="gift_1",
)
LATER = NOW + timedelta(minutes=5)


def hash_of(session: Session, operation: ChangeAddress | CancelOrder) -> str:
    return service.preview(session, operation, authority=EMMA, at=NOW).hash


def test_a_yes_is_carried_out_once(demo: Session) -> None:
    digest = hash_of(demo, CANCEL)
    first = service.execute(demo, CANCEL, confirmation=digest, authority=EMMA, at=LATER)
    again = service.execute(demo, CANCEL, confirmation=digest, authority=EMMA, at=LATER)
    assert (first.repeated, again.repeated) == (False, True)
    assert first.words == again.words
    order = demo.get_one(Order, PENDING)
    assert [entry.kind for entry in order.payments] == ["payment", "refund"]
    assert demo.scalar(select(func.count(Confirmation.id))) == 1


def test_without_the_right_yes_nothing_is_done(demo: Session) -> None:
    with pytest.raises(PreviewChanged) as changed:
        service.execute(demo, CANCEL, confirmation="", authority=EMMA, at=NOW)
    assert changed.value.preview.hash == hash_of(demo, CANCEL)
    assert demo.get_one(Order, PENDING).status == "pending"
    assert demo.scalar(select(func.count(AuditEntry.id))) == 0


def test_a_yes_to_something_else_does_not_count(demo: Session) -> None:
    digest = hash_of(demo, CANCEL)
    other = replace(CANCEL, reason="ordered by mistake")
    with pytest.raises(PreviewChanged):
        service.execute(demo, other, confirmation=digest, authority=EMMA, at=NOW)


def test_what_moved_since_the_preview_is_shown_again(demo: Session) -> None:
    operation = ChangeItems(
        order_id=PENDING,
        items=("red-s",),
        new_items=("blue-m",),
        payment_method_id="card_1",
    )
    seen = service.preview(demo, operation, authority=EMMA, at=NOW)
    demo.get_one(Variant, "blue-m").price = 2600
    with pytest.raises(PreviewChanged) as changed:
        service.execute(
            demo, operation, confirmation=seen.hash, authority=EMMA, at=LATER
        )
    assert changed.value.preview.movements[0].amount == 600


def test_the_same_wish_may_come_again(demo: Session) -> None:
    """There and back and there: the third has the state of the first, not its yes."""
    there = ChangeAddress(order_id=PENDING, address=ELSEWHERE)
    back = ChangeAddress(order_id=PENDING, address=HOME)
    digests = []
    for operation in (there, back, there):
        digests.append(hash_of(demo, operation))
        outcome = service.execute(
            demo, operation, confirmation=digests[-1], authority=EMMA, at=NOW
        )
        assert not outcome.repeated
    assert len(set(digests)) == 3
    assert demo.get_one(Order, PENDING).address == ELSEWHERE


def test_a_yes_that_the_rules_overtook_is_refused(demo: Session) -> None:
    digest = hash_of(demo, CANCEL)
    demo.get_one(Order, PENDING).status = "processed"
    demo.flush()
    with pytest.raises(Refusal) as refused:
        service.execute(demo, CANCEL, confirmation=digest, authority=EMMA, at=LATER)
    assert refused.value.rule == "order_pending"


def test_the_log_says_who_on_whose_word_and_what(demo: Session) -> None:
    outcome = service.execute(
        demo, CANCEL, confirmation=hash_of(demo, CANCEL), authority=EMMA, at=LATER
    )
    entry = demo.get_one(AuditEntry, outcome.audit_id)
    assert (entry.actor, entry.action, entry.subject, entry.at) == (
        "customer:emma",
        "operation.cancel",
        "order:#W1",
        LATER,
    )
    details = entry.details
    assert (details["conversation_id"], details["entry_seq"]) == ("c1", 7)
    assert details["from"]["status"] == "pending"
    assert details["to"]["status"] == "cancelled"
    assert details["to"]["payments"][-1] == ["refund", 7699, "card_1"]
    assert details["rules"] == rules_for("demo").label
    assert from_json(details["operation"]) == CANCEL


def test_what_fails_half_way_leaves_nothing(database: Database, demo: Session) -> None:
    demo.commit()
    with pytest.raises(RuntimeError), database.writing() as session:
        service.perform(session, CANCEL, authority=EMMA, at=NOW)
        raise RuntimeError("the process dies before the commit")
    with database.reading() as session:
        assert session.get_one(Order, PENDING).status == "pending"
        assert session.scalar(select(func.count(Confirmation.id))) == 0


def test_one_piece_of_a_line_becomes_a_line_of_its_own(demo: Session) -> None:
    operation = replace(CHANGE, items=("red-s",), new_items=("blue-m",))
    preview = service.preview(demo, operation, authority=EMMA, at=NOW)
    assert "$5.00" in preview_sentence(preview, "en")
    service.perform(demo, operation, authority=EMMA, at=LATER)
    order = demo.get_one(Order, PENDING)
    assert [(e.variant_id, e.quantity, e.unit_price) for e in order.lines] == [
        ("red-s", 1, 2000),
        ("lamp-1", 1, 4000),
        ("blue-m", 1, 2500),
    ]
    assert order.status == "pending (item modified)"
    assert demo.get_one(PaymentMethod, "gift_1").balance == 500
    assert demo.get_one(Variant, "blue-m").stock == 0
    assert demo.get_one(Variant, "red-s").stock == 6
    assert demo.get_one(Product, "shirt").updated_at == LATER


def test_an_exchange_sets_the_new_variant_aside(demo: Session) -> None:
    operation = ExchangeItems(
        order_id=DELIVERED,
        items=("red-s",),
        new_items=("blue-m",),
        payment_method_id="card_1",
    )
    service.perform(demo, operation, authority=EMMA, at=NOW)
    order = demo.get_one(Order, DELIVERED)
    assert order.details["exchange_price_difference"] == 500
    assert [entry.kind for entry in order.payments] == ["payment"]
    assert demo.get_one(Variant, "blue-m").stock == 0
    assert demo.get_one(Variant, "red-s").stock == 5


def test_a_return_is_noted_and_no_money_moves_yet(demo: Session) -> None:
    operation = ReturnItems(
        order_id=DELIVERED,
        items=("red-s", "lamp-1", "red-s"),
        payment_method_id="gift_2",
        reason="defective",
    )
    outcome = service.perform(demo, operation, authority=EMMA, at=NOW)
    order = demo.get_one(Order, DELIVERED)
    assert order.status == "return requested"
    assert order.details["return_items"] == ["lamp-1", "red-s", "red-s"]
    assert order.details["refund_amount"] == 7200  # what was paid for the goods
    assert len(order.payments) == 1
    assert "gift card" in done_sentence("return_items", outcome.words["en"], "en")
    assert "礼品卡" in done_sentence("return_items", outcome.words["zh"], "zh")


def test_a_changed_payment_is_paid_back_where_it_came_from_last(demo: Session) -> None:
    pay = ChangePayment(order_id=PENDING, payment_method_id="gift_2")
    service.perform(demo, pay, authority=EMMA, at=NOW)
    service.perform(demo, CANCEL, authority=EMMA, at=LATER)
    order = demo.get_one(Order, PENDING)
    assert [(e.amount, e.payment_method_id) for e in order.payments[3:]] == [
        (7699, "gift_2")
    ]
    assert demo.get_one(PaymentMethod, "gift_2").balance == 90000


def test_requests_are_kept_on_the_order(demo: Session) -> None:
    invoice = RequestInvoice(order_id=DELIVERED, title="Clarke Ltd", tax_number="12")
    service.perform(demo, invoice, authority=EMMA, at=NOW)
    kept = demo.get_one(Order, DELIVERED).details["requests"]
    assert [(each["kind"], each["title"]) for each in kept] == [
        ("invoice", "Clarke Ltd")
    ]


def test_operations_survive_a_slot() -> None:
    assert from_json(to_json(CHANGE)) == CHANGE
    assert all(name == kind.name for name, kind in OPERATIONS.items())


def test_a_rule_file_with_a_mistake_is_named(tmp_path: Path) -> None:
    file = tmp_path / "odd.yml"
    file.write_text("version: 1\nrefund_time: {en: soon}\noperations: {sing: {}}\n")
    with pytest.raises(ValueError, match=r"odd\.yml"):
        load(file)


def test_the_version_moves_with_the_content(tmp_path: Path) -> None:
    def version(text: str) -> RuleSet:
        file = tmp_path / "own.yml"
        file.write_text(f"version: 1\nrefund_time: {{en: soon}}\noperations: {text}\n")
        return load(file)

    assert version("{}").label != version("{cancel: {rules: []}}").label
