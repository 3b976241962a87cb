"""Things of the shop with sensible defaults; name only what the test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from knowledge.catalogue.models import Product, Variant
from knowledge.conversations.models import Conversation
from knowledge.customers.models import Address, Customer, PaymentMethod
from knowledge.orders.models import Order, OrderLine, OrderPayment
from knowledge.promotions.models import Coupon
from knowledge.shipments.models import Shipment, ShipmentEvent

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def a_customer(**facts: Any) -> Customer:
    """Emma Clarke of New York."""
    defaults: dict[str, Any] = {
        "id": "emma",
        "first_name": "Emma",
        "last_name": "Clarke",
        "email": "emma@example.com",
        "tier": "gold",
        "points": 1860,
        "joined_at": NOW - timedelta(days=400),
        "addresses": [an_address()],
        "payment_methods": [PaymentMethod(id="card_1", kind="credit_card", position=0)],
    }
    return Customer(**{**defaults, **facts})


def an_address(**facts: Any) -> Address:
    """A flat in New York."""
    defaults: dict[str, Any] = {
        "line1": "1 Main Street",
        "city": "New York",
        "state": "NY",
        "country": "USA",
        "postal_code": "10001",
        "is_default": True,
    }
    return Address(**{**defaults, **facts})


def an_order(number: str = "#W1000001", **facts: Any) -> Order:
    """A shipped order of headphones by Emma."""
    defaults: dict[str, Any] = {
        "id": number,
        "customer_id": "emma",
        "status": "shipped",
        "placed_at": NOW - timedelta(days=5),
        "address": {
            "line1": "1 Main Street",
            "line2": "",
            "city": "New York",
            "state": "NY",
            "country": "USA",
            "postal_code": "10001",
        },
        "lines": [a_line()],
        "payments": [],
    }
    return Order(**{**defaults, **facts})


def a_line(
    en: str = "Wireless Headphones", zh: str = "无线耳机", **facts: Any
) -> OrderLine:
    """One item of an order."""
    defaults: dict[str, Any] = {
        "position": 0,
        "product_id": "p1",
        "variant_id": "v1",
        "name": {"en": en, "zh": zh},
        "options": {"colour": "black"},
        "unit_price": 5999,
        "quantity": 1,
    }
    return OrderLine(**{**defaults, **facts})


def a_payment(amount: int = 5999, **facts: Any) -> OrderPayment:
    """What Emma paid with her card."""
    return a_refund(amount, **{"position": 0, "kind": "payment", **facts})


def a_refund(amount: int = 5999, **facts: Any) -> OrderPayment:
    """Money paid back to Emma's card."""
    defaults: dict[str, Any] = {
        "position": 1,
        "kind": "refund",
        "amount": amount,
        "payment_method_id": "card_1",
        "at": NOW,
    }
    return OrderPayment(**{**defaults, **facts})


def a_shipment(order_id: str = "#W1000001", **facts: Any) -> Shipment:
    """A parcel in transit, scanned yesterday, expected tomorrow."""
    defaults: dict[str, Any] = {
        "order_id": order_id,
        "tracking_number": "SW100000001US",
        "carrier": "SwiftShip",
        "status": "in_transit",
        "shipped_at": NOW - timedelta(days=3),
        "expected_at": NOW + timedelta(days=1),
        "events": [a_scan()],
    }
    return Shipment(**{**defaults, **facts})


def a_scan(**facts: Any) -> ShipmentEvent:
    """A scan in Chicago, a day ago."""
    defaults: dict[str, Any] = {
        "at": NOW - timedelta(days=1),
        "status": "in_transit",
        "place": {"en": "Chicago", "zh": "芝加哥"},
        "description": {"en": "Left the hub", "zh": "离开转运中心"},
    }
    return ShipmentEvent(**{**defaults, **facts})


def a_conversation(**facts: Any) -> Conversation:
    """A conversation on the site with somebody unknown."""
    defaults: dict[str, Any] = {
        "id": "c1",
        "channel": "web",
        "language": "en",
        "identity_level": "none",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Conversation(**{**defaults, **facts})


def a_product(product_id: str = "p1", **facts: Any) -> Product:
    """Headphones in one variant."""
    defaults: dict[str, Any] = {
        "id": product_id,
        "name": {"en": "Wireless Headphones", "zh": "无线耳机"},
        "description": {"en": "They cancel noise.", "zh": "主动降噪。"},
        "brand": "Aurora",
        "attributes": {"battery life": "30 h"},
        "updated_at": NOW,
        "variants": [a_variant(f"{product_id}-1")],
    }
    return Product(**{**defaults, **facts})


def a_variant(variant_id: str = "v1", **facts: Any) -> Variant:
    """The black one, in stock."""
    defaults: dict[str, Any] = {
        "id": variant_id,
        "options": {"colour": "black"},
        "price": 5999,
        "stock": 12,
    }
    return Variant(**{**defaults, **facts})


def a_coupon(code: str = "HELLO10", **facts: Any) -> Coupon:
    """Ten per cent for everybody, this month."""
    defaults: dict[str, Any] = {
        "code": code,
        "kind": "percentage",
        "value": 10,
        "starts_at": NOW - timedelta(days=10),
        "ends_at": NOW + timedelta(days=10),
        "description": {"en": "10 % off", "zh": "九折"},
    }
    return Coupon(**{**defaults, **facts})
