"""The retail shop in the layout that ``shopkeeper import retail`` reads.

Amounts are cents here and dollars with two decimals there; a float is made only at
the very end, and from a whole number of cents it is always the nearest one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from knowledge.catalogue.models import Product, Variant
from knowledge.customers.models import Address, Customer, PaymentMethod
from knowledge.database.base import in_language
from knowledge.exporting import queries
from knowledge.orders.models import Order, OrderLine
from knowledge.shipments.models import Shipment

SOURCE = "retail"
Record = dict[str, Any]

# Of what an order keeps, the fields of the layout.
FIELDS = (
    "cancel_reason",
    "return_items",
    "return_payment_method_id",
    "exchange_items",
    "exchange_new_items",
    "exchange_payment_method_id",
)


def export_retail(session: Session) -> dict[str, dict[str, Record]]:
    """``{"users": …, "products": …, "orders": …}`` as the three files have them."""
    orders = queries.orders(session, SOURCE)
    parcels: dict[str, list[Shipment]] = defaultdict(list)
    for parcel in queries.parcels(session):
        parcels[parcel.order_id].append(parcel)
    numbers: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        numbers[order.customer_id].append(order)
    return {
        "users": {
            customer.id: user(customer, numbers[customer.id])
            for customer in queries.customers(session, SOURCE)
        },
        "products": {
            each.id: product(each) for each in queries.products(session, SOURCE)
        },
        "orders": {each.id: order_record(each, parcels[each.id]) for each in orders},
    }


def dollars(cents: int) -> float:
    """1999 -> 19.99"""
    return round(cents / 100, 2)


def user(customer: Customer, orders: Sequence[Order]) -> Record:
    """A user; his orders in the order of the list that they came in."""
    home = next((place for place in customer.addresses if place.is_default), None)
    listed = sorted(orders, key=lambda each: (each.details.get("listed", 0), each.id))
    return {
        "name": {"first_name": customer.first_name, "last_name": customer.last_name},
        "address": _place(home) if home else {},
        "email": customer.email,
        "payment_methods": {
            method.id: _method(method) for method in customer.payment_methods
        },
        "orders": [order.id for order in listed],
    }


def product(record: Product) -> Record:
    """A product with its variants."""
    return {
        "name": in_language(record.name, "en"),
        "product_id": record.id,
        "variants": {each.id: _variant(each) for each in record.variants},
    }


def order_record(order: Order, parcels: Sequence[Shipment]) -> Record:
    """An order with what has been done to it."""
    record: Record = {
        "order_id": order.id,
        "user_id": order.customer_id,
        "address": _written_place(order.address),
        "items": [_item(line) for line in order.lines for _ in range(line.quantity)],
        "fulfillments": _fulfilments(order, parcels),
        "status": order.status,
        "payment_history": [
            {
                "transaction_type": entry.kind,
                "amount": dollars(entry.amount),
                "payment_method_id": entry.payment_method_id,
            }
            for entry in order.payments
        ],
    }
    record |= {name: order.details[name] for name in FIELDS if name in order.details}
    if "exchange_price_difference" in order.details:
        record["exchange_price_difference"] = dollars(
            order.details["exchange_price_difference"]
        )
    return record


def _variant(variant: Variant) -> Record:
    return {
        "item_id": variant.id,
        "options": dict(variant.options),
        "available": variant.available,
        "price": dollars(variant.price),
    }


def _item(line: OrderLine) -> Record:
    return {
        "name": in_language(line.name, "en"),
        "product_id": line.product_id,
        "item_id": line.variant_id,
        "price": dollars(line.unit_price),
        "options": dict(line.options),
    }


def _method(method: PaymentMethod) -> Record:
    record: Record = {"source": method.kind, "id": method.id}
    if method.balance is not None:
        # The layout writes a round balance without decimals.
        whole, cents = divmod(method.balance, 100)
        record["balance"] = dollars(method.balance) if cents else whole
    if method.brand is not None:
        record["brand"] = method.brand
    if method.last_four is not None:
        record["last_four"] = method.last_four
    return record


def _fulfilments(order: Order, parcels: Sequence[Shipment]) -> list[Record]:
    """Parcels that carry the same lines were one fulfilment."""
    items = {line.position: line.variant_id for line in order.lines}
    found: list[Record] = []
    last: list[int] | None = None
    for parcel in parcels:
        if parcel.line_positions == last:
            found[-1]["tracking_id"].append(parcel.tracking_number)
            continue
        last = parcel.line_positions
        carried = [items[each] for each in last if each in items]
        found.append({"tracking_id": [parcel.tracking_number], "item_ids": carried})
    return found


def _place(place: Address) -> Record:
    return {
        "address1": place.line1,
        "address2": place.line2,
        "city": place.city,
        "country": place.country,
        "state": place.state,
        "zip": place.postal_code,
    }


def _written_place(place: dict[str, str]) -> Record:
    return {
        "address1": place.get("line1", ""),
        "address2": place.get("line2", ""),
        "city": place.get("city", ""),
        "country": place.get("country", ""),
        "state": place.get("state", ""),
        "zip": place.get("postal_code", ""),
    }
