"""A small shop under the demo rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from knowledge.customers.models import PaymentMethod
from knowledge.operations.service import Authority
from knowledge.orders.models import OrderPayment
from tests.builders import (
    NOW,
    a_customer,
    a_line,
    a_product,
    a_shipment,
    a_variant,
    an_order,
)

EMMA = Authority("customer:emma", "emma", conversation_id="c1", entry_seq=7)
PENDING, DELIVERED, SHIPPED = "#W1", "#W2", "#W3"
HOME = {
    "line1": "1 Main Street",
    "line2": "",
    "city": "New York",
    "state": "NY",
    "country": "USA",
    "postal_code": "10001",
}
ELSEWHERE = {**HOME, "line1": "9 Elm Road", "postal_code": "10002"}


def stock_the_shop(session: Session, *, delivered: datetime) -> None:
    """A T-shirt in four variants, a lamp; three orders of Emma's and one of Tom's."""
    shirts = [
        a_variant("red-s", options={"colour": "red", "size": "S"}, price=2000, stock=5),
        a_variant("red-m", options={"colour": "red", "size": "M"}, price=2000, stock=5),
        a_variant(
            "blue-m", options={"colour": "blue", "size": "M"}, price=2500, stock=1
        ),
        a_variant(
            "blue-s", options={"colour": "blue", "size": "S"}, price=1500, stock=0
        ),
    ]
    for position, shirt in enumerate(shirts):
        shirt.position = position
    session.add_all(
        [
            a_product("shirt", name={"en": "T-Shirt", "zh": "T恤"}, variants=shirts),
            a_product("lamp", name={"en": "Lamp", "zh": "台灯"},
                      variants=[a_variant("lamp-1", price=4000, stock=3, options={})]),
            a_customer(payment_methods=[
                PaymentMethod(id="card_1", kind="credit_card", position=0,
                              brand="visa", last_four="4242"),
                PaymentMethod(id="gift_1", kind="gift_card", position=1, balance=1000),
                PaymentMethod(id="gift_2", kind="gift_card", position=2, balance=90000),
            ]),
            a_customer(id="tom", email="tom@example.com", addresses=[],
                       payment_methods=[PaymentMethod(id="card_t", kind="paypal")]),
        ]
    )  # fmt: skip
    session.flush()
    for number, status in (
        (PENDING, "pending"), (DELIVERED, "delivered"), (SHIPPED, "shipped")
    ):  # fmt: skip
        session.add(an_emma_order(number, status))
    session.flush()
    session.add(
        a_shipment(
            DELIVERED,
            tracking_number="T2",
            status="delivered",
            delivered_at=delivered,
            line_positions=[0, 1],
            events=[],
        )
    )
    session.flush()


def an_emma_order(number: str, status: str) -> object:
    """Two red shirts in S and a lamp, with shipping and a discount."""
    return an_order(
        number,
        status=status,
        placed_at=NOW - timedelta(days=12),
        address=dict(HOME),
        shipping_fee=499,
        discount=800,
        lines=[
            a_line("T-Shirt", "T恤", position=0, product_id="shirt", variant_id="red-s",
                   unit_price=2000, quantity=2, options={"colour": "red", "size": "S"}),
            a_line("Lamp", "台灯", position=1, product_id="lamp", variant_id="lamp-1",
                   unit_price=4000, options={}),
        ],
        payments=[OrderPayment(position=0, kind="payment", amount=7699,
                               payment_method_id="card_1", at=NOW)],
    )  # fmt: skip
