"""The retail shop's layout is understood, to the cent."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from knowledge.catalogue.models import Product, Variant
from knowledge.customers.models import Customer, PaymentMethod
from knowledge.database.session import Database
from knowledge.importing.errors import FileUnreadable
from knowledge.importing.retail import cents, import_retail
from knowledge.orders.models import Order, OrderLine, OrderPayment
from knowledge.shipments.models import Shipment
from tests.knowledge.importing.rows import count

RETAIL = Path(__file__).parents[4] / "shared" / "data" / "retail"
VARIANT = {"item_id": "i1", "price": 10.1, "options": {}, "available": True}
MUG = {"name": "Mug", "product_id": "p1"}
ITEM = {**MUG, **VARIANT}
GIFT_CARD = {"source": "gift_card", "id": "gift_card_1", "balance": 62}
ADDRESS = {
    "address1": "1 Elm",
    "address2": "",
    "city": "Austin",
    "country": "USA",
    "state": "TX",
    "zip": "78701",
}


def write_shop(folder: Path, **order: Any) -> None:
    shop = {
        "products": {"p1": {**MUG, "variants": {"i1": VARIANT}}},
        "users": {
            "ann_1": {
                "name": {"first_name": "Ann", "last_name": "Lee"},
                "address": ADDRESS,
                "email": "ann@example.com",
                "payment_methods": {"gift_card_1": GIFT_CARD},
                "orders": ["#W0000001"],
            }
        },
        "orders": {
            "#W0000001": {
                "order_id": "#W0000001",
                "user_id": "ann_1",
                "address": ADDRESS,
                "items": [ITEM, ITEM],
                "fulfillments": [
                    {"tracking_id": ["T1"], "item_ids": ["i1"]},
                    {"tracking_id": ["T2"], "item_ids": ["i1"]},
                ],
                "status": "delivered",
                "payment_history": [
                    {
                        "transaction_type": "payment",
                        "amount": 20.2,
                        "payment_method_id": "gift_card_1",
                    }
                ],
                **order,
            }
        },
    }
    for name, records in shop.items():
        (folder / f"{name}.json").write_text(json.dumps(records))


@pytest.mark.parametrize(
    ("dollars", "expected"),
    [("10.1", 1010), ("0.29", 29), ("1.005", 101), ("19.985", 1999), ("62", 6200)],
)
def test_dollars_become_cents_exactly(dollars: str, expected: int) -> None:
    assert cents(Decimal(dollars)) == expected


def test_a_small_shop(database: Database, tmp_path: Path) -> None:
    write_shop(tmp_path, return_items=["i1"])
    report = import_retail(database, tmp_path)
    assert (report.imported, report.errors) == (3, [])
    with database.reading() as session:
        order = session.get_one(Order, "#W0000001")
        assert (order.total, order.placed_at) == (2020, None)
        assert order.details == {"return_items": ["i1"], "listed": 0}
        parcels = session.scalars(select(Shipment).order_by(Shipment.id)).all()
        found = [(each.tracking_number, each.line_positions) for each in parcels]
        assert found == [("T1", [0]), ("T2", [1])]  # the same item travels twice
        assert session.get_one(PaymentMethod, "gift_card_1").balance == 6200
    assert import_retail(database, tmp_path).unchanged == 3


def test_a_broken_record_is_named(database: Database, tmp_path: Path) -> None:
    write_shop(tmp_path, user_id="nobody")
    report = import_retail(database, tmp_path)
    assert [str(problem) for problem in report.errors] == [
        "orders.json, row 1: customer nobody is not known"
    ]
    assert report.imported == 2


def test_a_missing_file_stops_before_anything_is_written(
    database: Database, tmp_path: Path
) -> None:
    write_shop(tmp_path)
    (tmp_path / "orders.json").unlink()
    with pytest.raises(FileUnreadable):
        import_retail(database, tmp_path)
    assert count(database, Product) == 0


@pytest.mark.skipif(not RETAIL.exists(), reason="shared/data/retail is not here")
def test_the_real_shop(database: Database) -> None:
    report = import_retail(database, RETAIL)
    assert (report.imported, report.errors) == (1550, [])
    assert (count(database, Customer), count(database, Product)) == (500, 50)
    assert (count(database, Variant), count(database, Order)) == (591, 1000)
    orders = json.loads((RETAIL / "orders.json").read_text(), parse_float=Decimal)
    with database.reading() as session:
        for kept in session.scalars(select(Order).limit(200)):
            record = orders[kept.id]
            assert [line.variant_id for line in kept.lines] == [
                item["item_id"] for item in record["items"]
            ]
            assert [payment.amount for payment in kept.payments] == [
                cents(entry["amount"]) for entry in record["payment_history"]
            ]
        paid = session.scalar(select(func.sum(OrderPayment.amount)))
        assert paid == sum(
            cents(entry["amount"])
            for record in orders.values()
            for entry in record["payment_history"]
        )
    assert count(database, OrderLine) == 2978
    again = import_retail(database, RETAIL)
    assert (again.unchanged, again.updated, again.imported) == (1550, 0, 0)
