"""From what is planned to rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from knowledge.seed.coupons import PlannedCoupon
from knowledge.seed.customers import PlannedCustomer
from knowledge.seed.plans import PlannedOrder, PlannedParcel
from knowledge.seed.products import DemoProduct
from knowledge.seed.sheets import Department

SOURCE = "demo"
Row = dict[str, Any]


def digest(facts: object) -> str:
    """A hash of any rows; equal when and only when they are."""
    text = dumps(facts, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()


def category_rows(departments: Iterable[Department]) -> Iterator[Row]:
    """Departments first, then their shelves."""
    for department in departments:
        yield _category(department.id, department, None)
        for shelf in department.shelves:
            yield _category(shelf.id, shelf, department.id)


def _category(key: str, sheet: Any, parent: str | None) -> Row:
    return {
        "id": key,
        "name": sheet.name.model_dump(),
        "synonyms": sheet.synonyms.model_dump(),
        "parent_id": parent,
    }


def product_row(product: DemoProduct, at: datetime) -> Row:
    """A product; its revision covers what search shows or matches."""
    shown: Row = {
        "name": product.name,
        "description": product.description,
        "brand": product.brand,
        "category_id": product.shelf.id,
        "attributes": product.attributes,
        "image": product.image,
        "rating": product.rating,
        "popularity": product.popularity,
        "active": True,
    }
    sold = [_sold(row) for row in variant_rows(product)]
    revision = digest([shown, sold])
    identity = {"id": product.id, "source": SOURCE, "updated_at": at}
    return shown | identity | {"revision": revision}


def _sold(variant: Row) -> Row:
    keys = ("options", "price", "list_price", "currency", "stock", "available")
    return {key: variant[key] for key in keys}


def variant_rows(product: DemoProduct) -> Iterator[Row]:
    """The versions of a product that can be bought."""
    for position, variant in enumerate(product.variants):
        yield {
            "id": variant.id,
            "product_id": product.id,
            "position": position,
            "options": variant.options,
            "price": variant.price,
            "list_price": variant.list_price,
            "currency": "USD",
            "stock": variant.stock,
            "available": variant.stock > 0,
            "weight_grams": variant.weight_grams,
        }


def customer_row(person: PlannedCustomer) -> Row:
    """A customer without addresses and wallet."""
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language,
        "tier": person.tier,
        "points": person.points,
        "birthday": person.birthday,
        "joined_at": person.joined_at,
        "preferences": person.preferences,
        "accepts_marketing": person.accepts_marketing,
        "source": SOURCE,
    }


def address_rows(person: PlannedCustomer) -> Iterator[Row]:
    """Where the customer lives; the first is where parcels go."""
    for number, address in enumerate(person.addresses):
        yield address | {"customer_id": person.id, "is_default": number == 0}


def wallet_rows(person: PlannedCustomer) -> Iterator[Row]:
    """How the customer pays."""
    for position, method in enumerate(person.wallet):
        yield {
            "id": method.id,
            "customer_id": person.id,
            "position": position,
            "kind": method.kind,
            "brand": method.brand,
            "last_four": method.last_four,
            "balance": method.balance,
        }


def order_row(order: PlannedOrder) -> Row:
    """An order without lines and payments."""
    return {
        "id": order.id,
        "customer_id": order.draft.customer.id,
        "status": order.draft.status,
        "placed_at": order.draft.placed_at,
        "currency": "USD",
        "shipping_fee": order.shipping_fee,
        "discount": order.discount,
        "coupon_code": order.coupon_code,
        "address": order.address,
        "details": order.details,
        "source": SOURCE,
    }


def line_rows(order: PlannedOrder) -> Iterator[Row]:
    """The items of an order."""
    for position, line in enumerate(order.draft.lines):
        yield {
            "order_id": order.id,
            "position": position,
            "product_id": line.product.id,
            "variant_id": line.variant.id,
            "name": line.product.name,
            "options": line.variant.options,
            "unit_price": line.variant.price,
            "quantity": line.quantity,
        }


def payment_rows(order: PlannedOrder) -> Iterator[Row]:
    """The payments and refunds of an order, in time order."""
    for position, payment in enumerate(order.payments):
        yield {
            "order_id": order.id,
            "position": position,
            "kind": payment.kind,
            "amount": payment.amount,
            "payment_method_id": payment.method_id,
            "at": payment.at,
        }


def shipment_row(order: PlannedOrder, parcel: PlannedParcel) -> Row:
    """A parcel without its scans."""
    return {
        "order_id": order.id,
        "tracking_number": parcel.tracking_number,
        "carrier": parcel.carrier,
        "status": parcel.status,
        "shipped_at": parcel.shipped_at,
        "expected_at": parcel.expected_at,
        "delivered_at": parcel.delivered_at,
        "line_positions": list(parcel.line_positions),
    }


def scan_rows(parcel: PlannedParcel, shipment_id: int) -> Iterator[Row]:
    """The scans of a parcel."""
    for scan in parcel.scans:
        yield {
            "shipment_id": shipment_id,
            "at": scan.at,
            "status": scan.status,
            "place": scan.place,
            "description": scan.description,
        }


def coupon_row(coupon: PlannedCoupon) -> Row:
    """A coupon."""
    return {
        "code": coupon.code,
        "kind": coupon.kind,
        "value": coupon.value,
        "threshold": coupon.threshold,
        "tiers": list(coupon.tiers),
        "category_ids": coupon.category_ids,
        "new_customers_only": coupon.new_customers_only,
        "starts_at": coupon.starts_at,
        "ends_at": coupon.ends_at,
        "description": coupon.description,
    }
