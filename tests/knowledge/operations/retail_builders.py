"""A tiny shop under the retail rules: mugs in three sizes, four orders of Ann's."""

from __future__ import annotations

from sqlalchemy.orm import Session

from knowledge.customers.models import PaymentMethod
from knowledge.orders.models import Order, OrderPayment
from tests.builders import (
    a_customer,
    a_line,
    a_product,
    a_variant,
    an_address,
    an_order,
)

PENDING, DELIVERED, PROCESSED, PAID_TWICE = "#P", "#D", "#S", "#T"
SIZES = {"small": 1000, "large": 1505, "gone": 1200}


def a_retail_shop(session: Session) -> None:
    """Everything, flushed."""
    mugs = [
        a_variant(size, options={"size": size}, price=price, stock=None, position=place,
                  available=size != "gone")
        for place, (size, price) in enumerate(SIZES.items())
    ]  # fmt: skip
    cup = a_variant("cup", options={}, price=500, stock=None)
    session.add_all(
        [
            a_product("mug", name={"en": "Mug"}, source="retail", variants=mugs),
            a_product("cup", name={"en": "Cup"}, source="retail", variants=[cup]),
            a_customer(
                id="ann_lee_1",
                first_name="Ann",
                last_name="Lee",
                email="ann@example.com",
                source="retail",
                addresses=[an_address(postal_code="78701")],
                payment_methods=[
                    PaymentMethod(id="card", kind="credit_card", position=0),
                    PaymentMethod(id="empty", kind="gift_card", position=1, balance=1),
                    PaymentMethod(
                        id="full", kind="gift_card", position=2, balance=9900
                    ),
                    PaymentMethod(id="pal", kind="paypal", position=3),
                ],
            ),
        ]
    )
    session.flush()
    for number, status in (
        (PENDING, "pending"),
        (DELIVERED, "delivered"),
        (PROCESSED, "processed"),
        (PAID_TWICE, "pending"),
    ):
        session.add(_order(number, status))
    session.flush()


def _order(number: str, status: str) -> Order:
    payments = [_payment(0, "payment", "card")]
    if number == PAID_TWICE:
        payments += [_payment(1, "payment", "full"), _payment(2, "refund", "card")]
    return an_order(
        number,
        customer_id="ann_lee_1",
        status=status,
        source="retail",
        placed_at=None,
        lines=[
            a_line("Mug", position=0, product_id="mug", variant_id="small",
                   unit_price=1000, options={"size": "small"}),
            a_line("Cup", position=1, product_id="cup", variant_id="cup",
                   unit_price=500, options={}),
        ],
        payments=payments,
    )  # fmt: skip


def _payment(position: int, kind: str, method: str) -> OrderPayment:
    return OrderPayment(
        position=position, kind=kind, amount=1500, payment_method_id=method, at=None
    )
