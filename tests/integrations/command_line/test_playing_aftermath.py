"""What a played conversation leaves in the database, and how it is cleared."""

from __future__ import annotations

from typing import Any

from integrations.command_line.playing.aftermath import left_wrong
from integrations.command_line.playing.script import (
    Aftermath,
    HandOver,
)
from integrations.command_line.playing.stand_in import StandIn, standing_in
from knowledge.conversations import handoff, packets
from knowledge.customers.models import Customer
from knowledge.database.session import Database
from knowledge.orders.models import Order
from tests.builders import (
    NOW,
    a_conversation,
    a_customer,
    a_refund,
    a_shipment,
    an_order,
)
from tests.integrations.command_line.test_playing import an_entry


def test_a_copy_plays_under_its_own_numbers_and_is_forgotten(
    database: Database,
) -> None:
    with database.writing() as session:
        session.add(a_customer())
        session.add(an_order(payments=[a_refund()]))
        session.flush()
        session.add(a_shipment())
    with standing_in(database, "emma") as copy:
        number = copy.name("#W1000001")
        assert number != "#W1000001"
        assert copy.said("where is W1000001?") == f"where is {number[1:]}?"
        assert copy.said("SW100000001US") != "SW100000001US"
        assert copy.heard([an_entry(f"Order {number}")]) == [
            an_entry("Order #W1000001")
        ]
        with database.writing() as session:
            session.get_one(Order, number).status = "cancelled"
        with database.reading() as session:
            customer = session.get_one(Customer, copy.customer_id)
            assert customer.email == copy.name("emma@example.com")
            assert len(customer.addresses) == len(customer.payment_methods) == 1
            order = session.get_one(Order, number)
            assert order.customer_id == copy.customer_id
            assert order.payments[0].payment_method_id != "card_1"
            assert session.get_one(Order, "#W1000001").status == "shipped"
            assert left(session, copy, orders={"#W1000001": "cancelled"}) == []
    with database.reading() as session:
        assert session.get(Customer, copy.customer_id) is None
        assert session.get(Order, number) is None
        assert session.get(Order, "#W1000001")


def left(session: Any, copy: StandIn, **wish: Any) -> list[str]:
    if session.get(type(a_conversation()), "c1") is None:
        session.add(a_conversation())
        session.flush()
    return left_wrong(session, "c1", Aftermath(**wish), copy)


def test_what_is_left_in_the_database(database: Database) -> None:
    nobody = StandIn.nobody()
    with database.writing() as session:
        session.add(a_conversation())
        session.add_all([a_customer(), an_order()])
        session.flush()
        fine = {
            "owner": "assistant",
            "customer": None,
            "identity_level": "none",
            "orders": {"#W1000001": "shipped"},
            "entries": {"handoff_requested": 0},
        }
        assert left(session, nobody, **fine) == []
        off = {
            "owner": "queue",
            "customer": "emma",
            "orders": {"#W1000001": "pending", "#W1": "shipped"},
            "entries": {"note": 1},
            "hand_over": HandOver(reason="asked"),
        }
        assert len(left(session, nobody, **off)) == 6
        packet = packets.build(session, "c1", goal="A person", orders=["#W1000001"])
        handoff.request(session, "c1", reason="asked", packet=packet, at=NOW)
        wish = HandOver(reason="asked", goal=("person",), orders=("#W1000001",))
        assert left(session, nobody, owner="queue", hand_over=wish) == []
        other = HandOver(reason="task", goal=("refund",), orders=())
        assert len(left(session, nobody, hand_over=other)) == 3
