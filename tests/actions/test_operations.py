"""Orders changed in the chat: preview, an explicit yes, done once, or a reasoned no."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rasa_sdk.interfaces import ActionExecutionRejection
from sqlalchemy import select

from knowledge.catalogue.models import Variant
from knowledge.conversations.models import Conversation
from knowledge.customers.models import PaymentMethod
from knowledge.database.session import Database
from knowledge.orders.models import Order
from knowledge.staff.models import AuditEntry
from tests.actions.conftest import Talk
from tests.builders import (
    NOW,
    a_customer,
    a_line,
    a_payment,
    a_product,
    a_shipment,
    a_variant,
    an_order,
)

START, GO_ON = "action_start_task", "action_continue_task"
PENDING, DELIVERED = "#W1000002", "#W1000001"


@pytest.fixture(autouse=True)
def shop(database: Database, talk: Talk) -> None:
    """Emma, known, with a pending lamp and delivered headphones in black or white."""
    with database.writing() as session:
        session.add(a_customer())
        session.add(
            a_product(
                variants=[
                    a_variant("p1-black"),
                    a_variant("p1-white", options={"colour": "white"}, position=1),
                    a_variant("p1-red", options={"colour": "red"}, stock=0, position=2),
                ]
            )
        )
        session.flush()
        session.add_all(
            [
                an_order(
                    PENDING,
                    status="pending",
                    placed_at=NOW,
                    lines=[a_line("Desk Lamp", "台灯", product_id="p2")],
                    payments=[a_payment()],
                ),
                an_order(
                    DELIVERED,
                    status="delivered",
                    lines=[a_line(variant_id="p1-black")],
                    payments=[a_payment()],
                ),
            ]
        )
        session.flush()
        session.add(a_shipment(DELIVERED, status="delivered", delivered_at=NOW))
        conversation = session.get_one(Conversation, "c1")
        conversation.customer_id, conversation.identity_level = "emma", "matched"


def status(database: Database, number: str) -> str:
    with database.reading() as session:
        return session.get_one(Order, number).status


def cancel_up_to_the_yes(talk: Talk) -> None:
    talk(START, "cancel the lamp", intent="cancel_order", order_number=PENDING)
    talk(GO_ON, "no longer needed")


def test_nothing_happens_without_an_explicit_yes(
    talk: Talk, database: Database
) -> None:
    cancel_up_to_the_yes(talk)
    assert "$59.99" in talk.said[-1]["text"]
    assert status(database, PENDING) == "pending"
    assert talk(GO_ON, "no", intent="deny") == ["utter_not_done"]
    assert status(database, PENDING) == "pending"


def test_a_yes_does_it_once_with_an_audit_entry(talk: Talk, database: Database) -> None:
    cancel_up_to_the_yes(talk)
    before = talk.dialogue
    talk(GO_ON, "yes", intent="affirm")
    assert status(database, PENDING) == "cancelled"
    talk.dialogue = before  # the same yes again, as after a lost reply
    talk(GO_ON, "yes", intent="affirm")
    with database.reading() as session:
        order = session.get_one(Order, PENDING)
        assert [payment.kind for payment in order.payments] == ["payment", "refund"]
        (entry,) = session.scalars(select(AuditEntry)).all()
    assert entry.actor == "customer:emma"
    assert entry.subject == f"order:{PENDING}"


def test_a_change_between_preview_and_yes_is_shown_again(
    talk: Talk, database: Database
) -> None:
    cancel_up_to_the_yes(talk)
    with database.writing() as session:
        session.get_one(Order, PENDING).payments[0].amount = 4999
    assert talk(GO_ON, "yes", intent="affirm")[0] == "utter_preview_changed"
    assert "$49.99" in talk.said[-1]["text"]
    assert status(database, PENDING) == "pending"


def test_a_refusal_comes_before_more_questions_and_names_what_is_possible(
    talk: Talk,
) -> None:
    talk(START, "cancel the headphones", intent="cancel_order", order_number=DELIVERED)
    said = talk.said[-1]
    assert DELIVERED in said["text"]
    assert len(said["buttons"]) >= 2
    assert talk.dialogue is not None
    assert talk.dialogue["asking"] is None


def test_a_return_needs_a_reason_and_says_where_the_money_goes(
    talk: Talk, database: Database
) -> None:
    talk(START, "return the headphones", intent="return_item")
    assert talk.said[-1]["response"] == "utter_ask_return_reason"
    reason = talk.said[-1]["buttons"][0]["payload"]
    talk(GO_ON, reason)
    talk(GO_ON, "yes", intent="affirm")
    assert status(database, DELIVERED) == "return requested"


def test_an_exchange_takes_only_what_is_in_stock(
    talk: Talk, database: Database
) -> None:
    talk(START, "exchange my headphones", intent="exchange_item")
    assert talk.said[-1]["response"] == "utter_ask_swap"
    assert talk(GO_ON, "the red ones")[0] == "utter_swap_not_available"
    talk(GO_ON, "ok white then")
    talk(GO_ON, "yes", intent="affirm")
    assert status(database, DELIVERED) == "exchange requested"
    with database.reading() as session:
        assert session.get_one(Variant, "p1-white") is not None
        details = session.get_one(Order, DELIVERED).details
    assert details["exchange_new_items"] == ["p1-white"]


def test_an_address_is_completed_before_it_is_shown(
    talk: Talk, database: Database
) -> None:
    talk(
        START, "change the address", intent="change_order_address", order_number=PENDING
    )
    assert talk(GO_ON, "12 Oak Street, Austin")[0] == "utter_address_incomplete"
    talk(GO_ON, "12 Oak Street, Austin, TX 78784, USA")
    assert "12 Oak Street" in talk.said[-1]["text"]
    talk(GO_ON, "yes", intent="affirm")
    with database.reading() as session:
        assert session.get_one(Order, PENDING).address["city"] == "Austin"


def test_money_goes_where_the_customer_said(talk: Talk, database: Database) -> None:
    with database.writing() as session:
        session.add(
            PaymentMethod(
                id="gift_1", customer_id="emma", kind="gift_card", balance=0, position=1
            )
        )
    talk(START, "return the headphones", intent="return_item")
    talk(GO_ON, talk.said[-1]["buttons"][0]["payload"])
    assert talk(GO_ON, "hmm whatever")[-1] == "utter_ask_method_refund"
    talk(GO_ON, "on my credit card")
    talk(GO_ON, "yes", intent="affirm")
    with database.reading() as session:
        details = session.get_one(Order, DELIVERED).details
    assert details["return_payment_method_id"] == "card_1"


def test_leaving_it_is_no_reason(talk: Talk, database: Database) -> None:
    talk(START, "cancel the lamp", intent="cancel_order", order_number=PENDING)
    assert talk(GO_ON, "no, leave it", intent="deny") == ["utter_stopped"]
    assert status(database, PENDING) == "pending"


def test_another_wish_at_the_preview_corrects_nothing(talk: Talk) -> None:
    cancel_up_to_the_yes(talk)
    before = talk.dialogue
    with pytest.raises(ActionExecutionRejection):
        talk(GO_ON, "show me wireless headphones", intent="search_product")
    assert talk.dialogue == before


def test_a_shop_may_ask_for_a_signed_in_customer_before_changes(
    talk: Talk, database: Database
) -> None:
    settings = talk.services.settings.model_copy(
        update={"identity_for_changes": "verified"}
    )
    talk.services = replace(talk.services, settings=settings)
    said = talk(START, "cancel the lamp", intent="cancel_order", order_number=PENDING)
    assert said == ["utter_sign_in_needed"]
    with database.writing() as session:
        session.get_one(Conversation, "c1").identity_level = "verified"
    said = talk(START, "cancel the lamp", intent="cancel_order", order_number=PENDING)
    assert said == ["utter_ask_cancel_reason"]
