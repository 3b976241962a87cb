"""A folder with ``users.json``, ``products.json`` and ``orders.json`` in the layout of
the tau-bench retail shop -> the same rows that the other imports take.

Amounts are dollars there; they become cents without ever being binary fractions.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from knowledge.database.session import Database
from knowledge.importing.batches import Batches
from knowledge.importing.catalogue import ProductKeeper, ProductRow
from knowledge.importing.customers import CustomerKeeper, CustomerRow
from knowledge.importing.errors import FileUnreadable
from knowledge.importing.orders import OrderKeeper, OrderRow
from knowledge.importing.report import Report
from knowledge.importing.rows import Row

SOURCE = "retail"
Record = Mapping[str, Any]
# What is being read, how many are done, of how many.
Tell = Callable[[str, int, int], None]

ADDRESS = {
    "line1": "address1",
    "line2": "address2",
    "city": "city",
    "state": "state",
    "country": "country",
    "postal_code": "zip",
}
DIFFERENCE = "exchange_price_difference"
# The layout has no scans: the order's status is all that is known of a parcel.
PARCEL_STATUS = {"delivered": "delivered", "processed": "label_created"}


def import_retail(
    database: Database, folder: Path, tell: Tell = lambda *_: None
) -> Report:
    """Load the whole shop; raises FileUnreadable before anything is written."""
    products = _records(folder / "products.json")
    users = _records(folder / "users.json")
    orders = _listed(_records(folder / "orders.json"), users)
    report = Report()
    Batches(database, ProductRow, ProductKeeper(source=SOURCE)).run(
        _rows("products.json", products, product, tell), report
    )
    Batches(database, CustomerRow, CustomerKeeper(source=SOURCE)).run(
        _rows("users.json", users, customer, tell), report
    )
    Batches(database, OrderRow, OrderKeeper(source=SOURCE)).run(
        _rows("orders.json", orders, order, tell), report
    )
    return report


def cents(dollars: Decimal | int) -> int:
    """19.985 -> 1999: half a cent rounds up."""
    return int((Decimal(dollars) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def product(_key: str, record: Record) -> dict[str, Any]:
    """A product with its variants in the file's order."""
    variants = [
        {
            "id": item["item_id"],
            "options": item["options"],
            "price": cents(item["price"]),
            "available": item["available"],
        }
        for item in record["variants"].values()
    ]
    return {"id": record["product_id"], "name": record["name"], "variants": variants}


def customer(key: str, record: Record) -> dict[str, Any]:
    """A user with the default address and the payment methods in the file's order."""
    methods = [
        {
            "id": method["id"],
            "kind": method["source"],
            "brand": method.get("brand"),
            "last_four": method.get("last_four"),
            "balance": cents(method["balance"]) if "balance" in method else None,
        }
        for method in record["payment_methods"].values()
    ]
    return {
        "id": key,
        **record["name"],
        "email": record["email"],
        "addresses": [{**_address(record["address"]), "is_default": True}],
        "payment_methods": methods,
    }


def order(_key: str, record: Record) -> dict[str, Any]:
    """An order; each fulfilment becomes one parcel per tracking number."""
    known = {"order_id", "user_id", "address", "items", "fulfillments", "status"}
    details = {
        name: cents(value) if name == DIFFERENCE else value
        for name, value in record.items()
        if name not in known | {"payment_history"}
    }
    return {
        "id": record["order_id"],
        "customer_id": record["user_id"],
        "status": record["status"],
        "address": _address(record["address"]),
        "details": details,
        "lines": [_line(item) for item in record["items"]],
        "payments": [_payment(entry) for entry in record["payment_history"]],
        "shipments": list(_parcels(record)),
    }


def _line(item: Record) -> dict[str, Any]:
    return {
        "product_id": item["product_id"],
        "variant_id": item["item_id"],
        "name": item["name"],
        "options": item["options"],
        "unit_price": cents(item["price"]),
    }


def _payment(entry: Record) -> dict[str, Any]:
    return {
        "kind": entry["transaction_type"],
        "amount": cents(entry["amount"]),
        "payment_method_id": entry["payment_method_id"],
    }


def _parcels(record: Record) -> Iterator[dict[str, Any]]:
    positions: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(record["items"]):
        positions[item["item_id"]].append(position)
    status = PARCEL_STATUS.get(record["status"], "label_created")
    for fulfilment in record["fulfillments"]:
        # The same item twice in an order: each mention takes the next of its lines.
        travelling = [
            positions[item].pop(0) for item in fulfilment["item_ids"] if positions[item]
        ]
        for number in fulfilment["tracking_id"]:
            yield {
                "tracking_number": number,
                "status": status,
                "line_positions": travelling,
            }


def _listed(orders: dict[str, Any], users: dict[str, Any]) -> dict[str, Any]:
    """Each order keeps its place in its user's list, which says nothing else."""
    for user in users.values():
        numbers = user.get("orders", ()) if isinstance(user, dict) else ()
        for place, number in enumerate(numbers):
            if isinstance(orders.get(number), dict):
                orders[number]["listed"] = place
    return orders


def _address(place: Record) -> dict[str, str]:
    return {ours: place[theirs] for ours, theirs in ADDRESS.items()}


def _records(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        raise FileUnreadable(file=file.name, reason="there is no such file") from None
    except (OSError, ValueError) as error:
        raise FileUnreadable(file=file.name, reason=str(error)) from error
    if not isinstance(content, dict):
        raise FileUnreadable(file=file.name, reason="it is not a JSON object")
    return content


def _rows(
    name: str,
    records: dict[str, Any],
    shape: Callable[[str, Record], dict[str, Any]],
    tell: Tell,
) -> Iterator[Row]:
    for number, (key, record) in enumerate(records.items(), start=1):
        tell(name, number, len(records))
        try:
            yield Row(name, number, shape(key, record))
        except KeyError as missing:
            yield Row(name, number, {}, f"{missing.args[0]} is missing")
        except (TypeError, AttributeError, ArithmeticError):
            yield Row(name, number, {}, "it is not laid out like the others")
