"""What cards show: products, orders and parcels as plain values for any channel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from actions.reply import Button
from knowledge.catalogue.models import Product, Variant
from knowledge.catalogue.options import option_words
from knowledge.database.base import in_language
from knowledge.orders.models import Order, OrderLine
from knowledge.shipments.service import Parcel
from knowledge.words import day, joined, label, money

LOW_STOCK = 5


def product_card(
    product: Product, variant: Variant, language: str, *, reason: str | None = None
) -> dict[str, Any]:
    """A product as a card, with the price and stock of one variant."""
    name = in_language(product.name, language)
    stock = stock_level(variant)
    return {
        "type": "product",
        "id": product.id,
        "title": name,
        "brand": product.brand,
        "price": money(variant.price, variant.currency),
        "price_minor": variant.price,
        "list_price": _list_price(variant),
        "currency": variant.currency,
        "image": product.image,
        "url": f"/shop/products/{product.id}",
        "stock": stock,
        "stock_text": label("stock", stock, language, count=variant.stock),
        "rating": product.rating,
        "reason": reason,
        "buttons": _card_buttons(name, language),
    }


def product_line(product: Product, variant: Variant, language: str) -> str:
    """A product in a line of text: name, price, and stock when it matters."""
    price = money(variant.price, variant.currency)
    line = f"{in_language(product.name, language)} – {price}"
    stock = stock_level(variant)
    if stock == "in_stock":
        return line
    return f"{line} ({label('stock', stock, language, count=variant.stock)})"


def stock_level(variant: Variant) -> str:
    """``in_stock``, ``low`` or ``out``."""
    if not variant.available or variant.stock == 0:
        return "out"
    if variant.stock is not None and variant.stock <= LOW_STOCK:
        return "low"
    return "in_stock"


def order_title(order: Order, language: str) -> str:
    """An order in a line: its number, what was in it, and when."""
    names = [short_name(line, language) for line in order.lines]
    shown = joined(names[:2], language)
    if len(names) > 2:
        shown += " …"
    return f"{order.id} · {shown}"


def order_payload(
    order: Order, language: str, parcels: list[Parcel] | None = None
) -> dict[str, Any]:
    """An order as a card."""
    return {
        "number": order.id,
        "status": order.status,
        "status_text": label("order_status", order.status, language),
        "placed_at": order.placed_at.isoformat() if order.placed_at else None,
        "total": money(order.total, order.currency),
        "lines": [_line(line, order.currency, language) for line in order.lines],
        "parcels": [parcel_payload(parcel, language) for parcel in parcels or []],
    }


def parcel_payload(parcel: Parcel, language: str) -> dict[str, Any]:
    """A parcel with its events, the newest first."""
    shipment = parcel.shipment
    return {
        "tracking_number": shipment.tracking_number,
        "carrier": shipment.carrier,
        "status": parcel.condition.value,
        "status_text": label("parcel", parcel.condition.value, language),
        "expected": _iso(shipment.expected_at),
        "delivered_at": _iso(shipment.delivered_at),
        "events": [
            {
                "at": event.at.isoformat(),
                "text": in_language(event.description, language),
                "place": in_language(event.place, language),
            }
            for event in reversed(shipment.events)
        ],
    }


def parcel_line(parcel: Parcel, language: str) -> str:
    """A parcel in a line of text: carrier, number, state, last scan, expected day."""
    shipment = parcel.shipment
    parts = [
        f"{shipment.carrier} {shipment.tracking_number}",
        label("parcel", parcel.condition.value, language),
    ]
    if parcel.last_event is not None:
        event = parcel.last_event
        place = in_language(event.place, language)
        text = in_language(event.description, language)
        parts.append(f"{day(event.at, language)} {place} {text}")
    return " · ".join(part for part in parts if part)


def short_name(line: OrderLine, language: str) -> str:
    """The name of an order's item, cut to what fits a button."""
    name = in_language(line.name, language)
    return name if len(name) <= 40 else f"{name[:39]}…"


def _line(line: OrderLine, currency: str, language: str) -> dict[str, Any]:
    return {
        "title": in_language(line.name, language),
        "options": option_words(line.options, language),
        "quantity": line.quantity,
        "price": money(line.unit_price, currency),
        "image": None,
    }


def _list_price(variant: Variant) -> str | None:
    if variant.list_price is None or variant.list_price <= variant.price:
        return None
    return money(variant.list_price, variant.currency)


def _card_buttons(name: str, language: str) -> list[dict[str, str]]:
    buttons = [
        Button(
            label("button", key, language),
            label("button", f"{key}_value", language, product=name),
        )
        for key in ("more_about", "similar")
    ]
    return [{"title": button.title, "value": button.value} for button in buttons]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
