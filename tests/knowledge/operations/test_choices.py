"""What can be chosen: items, reasons, payment methods."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from knowledge.operations.choices import (
    items_of,
    payment_methods,
    reasons,
    variants_for,
)
from knowledge.orders.models import Order
from tests.knowledge.operations.demo_shop import DELIVERED, PENDING


def test_items_with_their_options_and_pieces(demo: Session) -> None:
    shirt, lamp = items_of(demo.get_one(Order, PENDING), "en")
    assert (shirt.variant_id, shirt.quantity, shirt.unit_price) == ("red-s", 2, 2000)
    assert (shirt.title, lamp.title) == ("T-Shirt (red, S)", "Lamp")
    in_chinese = [each.title for each in items_of(demo.get_one(Order, PENDING), "zh")]
    assert in_chinese == ["T恤（红色、S）", "台灯"]


@pytest.mark.parametrize(
    ("operation", "values"),
    [
        ("cancel", ["no longer needed", "ordered by mistake"]),
        ("change_items", []),
    ],
)
def test_reasons(demo: Session, operation: str, values: list[str]) -> None:
    order = demo.get_one(Order, PENDING)
    assert [each.value for each in reasons(order, operation, "en")] == values
    assert all(each.title for each in reasons(order, operation, "zh"))


@pytest.mark.parametrize(
    ("operation", "amount", "fitting"),
    [
        ("change_items", 500, ["card_1", "gift_1", "gift_2"]),
        ("change_items", 5000, ["card_1", "gift_2"]),
        ("return_items", 0, ["card_1", "gift_1", "gift_2"]),
        ("change_payment", 7699, ["gift_2"]),
    ],
)
def test_payment_methods(
    demo: Session, operation: str, amount: int, fitting: list[str]
) -> None:
    order = demo.get_one(Order, DELIVERED)
    found = payment_methods(demo, order, operation, "en", amount=amount)
    assert [each.id for each in found if each.fits] == fitting
    assert found[0].fits
    assert {each.title for each in found if each.kind == "credit_card"} == {
        "Visa card ending in 4242"
    }


def test_the_variants_that_can_be_had(demo: Session) -> None:
    offered = variants_for(demo, "shirt", offered_only=True)
    assert [each.id for each in offered] == ["red-s", "red-m", "blue-m"]
    assert len(variants_for(demo, "shirt")) == 4
