"""Customers, orders and interactions come in and are checked against each other."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from knowledge.catalogue.models import Interaction
from knowledge.customers.models import Address, Customer, PaymentMethod
from knowledge.database.session import Database
from knowledge.importing.batches import Batches
from knowledge.importing.catalogue import ProductKeeper, ProductRow
from knowledge.importing.customers import CustomerKeeper, CustomerRow
from knowledge.importing.interactions import InteractionKeeper, InteractionRow
from knowledge.importing.orders import OrderKeeper, OrderRow
from knowledge.importing.report import Report
from knowledge.orders.models import Order, OrderLine
from knowledge.shipments.models import Shipment, ShipmentEvent
from tests.knowledge.importing.rows import count, rows

ANNA: dict[str, Any] = {
    "id": "anna",
    "first_name": "Anna",
    "last_name": "Berg",
    "email": "Anna@Example.com",
    "points": "120",
    "joined_at": "2025-03-01",
    "line1": "Main Street 1",
    "city": "Oslo",
    "country": "Norway",
    "postal_code": "0150",
    "payment_methods": [
        {"id": "card-1", "kind": "credit_card", "last_four": "4242"},
        {"id": "gift-1", "kind": "gift_card", "balance": 5000},
    ],
}
ORDER: dict[str, Any] = {
    "id": "#W1",
    "customer_id": "anna",
    "status": "shipped",
    "placed_at": "2026-11-01T10:00:00",
    "address": {"line1": "Main Street 1", "city": "Oslo"},
    "lines": [
        {"product_id": "lamp", "variant_id": "lamp", "name": "Lamp", "unit_price": 900},
        {
            "product_id": "bulb",
            "variant_id": "bulb",
            "name": {"en": "Bulb", "zh": "灯泡"},
            "unit_price": 50,
            "quantity": 2,
        },
    ],
    "payments": [{"amount": 1000, "payment_method_id": "card-1"}],
    "shipments": [
        {
            "tracking_number": "T1",
            "carrier": "Post",
            "status": "in_transit",
            "line_positions": [0, 1],
            "events": [
                {
                    "at": "2026-11-02T08:00:00+01:00",
                    "status": "in_transit",
                    "description": "Left the warehouse",
                }
            ],
        }
    ],
}


def load_customers(database: Database, *values: dict[str, Any]) -> Report:
    return Batches(database, CustomerRow, CustomerKeeper()).run(rows(*values))


def load_orders(database: Database, *values: dict[str, Any]) -> Report:
    return Batches(database, OrderRow, OrderKeeper()).run(rows(*values))


def test_a_customer_with_place_and_payment(database: Database) -> None:
    assert load_customers(database, ANNA).imported == 1
    with database.reading() as session:
        anna = session.get_one(Customer, "anna")
        assert (anna.email, anna.points) == ("anna@example.com", 120)
        assert anna.joined_at and anna.joined_at.isoformat() == (
            "2025-03-01T00:00:00+00:00"
        )
        assert [(place.city, place.is_default) for place in anna.addresses] == [
            ("Oslo", True)
        ]
        assert [method.balance for method in anna.payment_methods] == [None, 5000]


def test_the_same_customer_again_changes_nothing(database: Database) -> None:
    load_customers(database, ANNA)
    assert load_customers(database, ANNA).unchanged == 1
    assert (count(database, Address), count(database, PaymentMethod)) == (1, 2)


def test_a_later_file_changes_only_what_it_says(database: Database) -> None:
    load_customers(database, ANNA)
    slim = {"id": "anna", "first_name": "Anna", "email": "new@example.com"}
    assert load_customers(database, slim).updated == 1
    with database.reading() as session:
        anna = session.get_one(Customer, "anna")
        assert (anna.email, anna.points, anna.last_name) == (
            "new@example.com",
            120,
            "Berg",
        )
        assert len(anna.addresses) == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"email": "nobody"}, "email is not an e-mail address"),
        ({"language": "fr"}, "language is none of 'en' or 'zh'"),
        ({"birthday": "soon"}, "birthday is not a date such as 2026-11-21"),
        ({"points": "many"}, "points is not a whole number"),
        ({"city": ""}, "city is missing"),
    ],
)
def test_a_bad_customer_is_named(
    database: Database, change: dict[str, Any], error: str
) -> None:
    report = load_customers(database, {**ANNA, **change})
    assert [problem.error for problem in report.errors] == [error]
    assert count(database, Customer) == 0


def test_another_customers_card_is_refused(database: Database) -> None:
    load_customers(database, ANNA)
    report = load_customers(database, {**ANNA, "id": "ben"})
    assert report.errors[0].error == "payment method card-1 belongs to anna"


def test_an_order_with_everything(database: Database) -> None:
    load_customers(database, ANNA)
    assert load_orders(database, ORDER).imported == 1
    with database.reading() as session:
        order = session.get_one(Order, "#W1")
        assert order.total == 1000
        assert order.placed_at and order.placed_at.tzinfo is not None
        assert [line.name["en"] for line in order.lines] == ["Lamp", "Bulb"]
        assert order.payments[0].kind == "payment"
        parcel = session.scalars(select(Shipment)).one()
        assert parcel.line_positions == [0, 1]
        assert parcel.events[0].at.hour == 7  # told in another zone, kept in UTC


def test_an_order_again_and_then_changed(database: Database) -> None:
    load_customers(database, ANNA)
    load_orders(database, ORDER)
    assert load_orders(database, ORDER).unchanged == 1
    arrived = {**ORDER["shipments"][0], "status": "delivered"}
    again = {**ORDER, "status": "delivered", "shipments": [arrived]}
    assert load_orders(database, again).updated == 1
    with database.reading() as session:
        assert session.scalars(select(Shipment)).one().status == "delivered"
    other = {**ORDER, "shipments": [{**arrived, "tracking_number": "T2"}]}
    load_orders(database, other)
    with database.reading() as session:
        assert session.scalars(select(Shipment)).one().tracking_number == "T2"
    assert (count(database, OrderLine), count(database, ShipmentEvent)) == (2, 1)


def test_an_order_of_nobody_is_refused(database: Database) -> None:
    report = load_orders(database, ORDER)
    assert report.errors[0].error == "customer anna is not known"
    assert count(database, Order) == 0


def test_interactions_are_kept_once(database: Database) -> None:
    lamp = {"id": "lamp", "title": "Lamp", "price": 1}
    Batches(database, ProductRow, ProductKeeper()).run(rows(lamp))
    deed = {
        "customer_id": "anna",
        "product_id": "lamp",
        "kind": "viewed",
        "at": "2026-11-01T10:00:00Z",
    }

    def load(*values: dict[str, Any]) -> Report:
        return Batches(database, InteractionRow, InteractionKeeper()).run(rows(*values))

    first = load(deed, deed, {**deed, "kind": "bought"})
    assert (first.imported, first.unchanged) == (2, 1)
    assert load(deed).unchanged == 1
    bad = load({**deed, "kind": "stolen"}, {**deed, "product_id": "no"})
    assert [problem.error for problem in bad.errors] == [
        "kind is none of 'viewed', 'carted', 'bought' or 'returned'",
        "product no is not in the catalogue",
    ]
    assert count(database, Interaction) == 2
