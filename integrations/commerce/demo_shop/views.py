"""Products as the plain values that the pages' templates show."""

from __future__ import annotations

from typing import Any

from knowledge.catalogue.models import Category, Product, Variant
from knowledge.catalogue.options import option_word, option_words
from knowledge.database.base import in_language
from knowledge.words import label, money

_LOW = 5


def card(product: Product, language: str) -> dict[str, Any]:
    """A product as one tile of a page."""
    cheapest = min(product.variants, key=lambda variant: variant.price, default=None)
    prices = {variant.price for variant in product.variants}
    stock = _best_stock(product.variants)
    return {
        "id": product.id,
        "name": in_language(product.name, language),
        "brand": product.brand,
        "price": _price(cheapest),
        "list_price": _list_price(cheapest),
        "from_price": len(prices) > 1,
        "image": product.image,
        "url": f"/shop/products/{product.id}?language={language}",
        "stock": stock,
        "stock_text": label("stock", stock, language, count=_left(product.variants)),
        "rating": product.rating,
    }


def whole(product: Product, language: str) -> dict[str, Any]:
    """A product with everything that its own page tells."""
    return {
        **card(product, language),
        "description": in_language(product.description, language),
        "attributes": [
            {
                "name": option_word(name, language),
                "value": _value(value, language),
            }
            for name, value in product.attributes.items()
        ],
        "variants": [_variant(each, language) for each in product.variants],
        "category": product.category and shelf(product.category, language),
    }


def shelf(
    category: Category, language: str, *, current: str | None = None
) -> dict[str, Any]:
    """A category as a link."""
    return {
        "id": category.id,
        "name": in_language(category.name, language),
        "url": f"/?category={category.id}&language={language}",
        "parent": category.parent_id,
        "current": category.id == current,
    }


def stock_level(variant: Variant) -> str:
    """in_stock, low or out."""
    if not variant.available or variant.stock == 0:
        return "out"
    return "low" if variant.stock is not None and variant.stock <= _LOW else "in_stock"


def _variant(variant: Variant, language: str) -> dict[str, Any]:
    stock = stock_level(variant)
    return {
        "id": variant.id,
        "options": option_words(variant.options, language),
        "price": _price(variant),
        "list_price": _list_price(variant),
        "stock": stock,
        "stock_text": label("stock", stock, language, count=variant.stock),
    }


def _best_stock(variants: list[Variant]) -> str:
    levels = {stock_level(variant) for variant in variants}
    return next((level for level in ("in_stock", "low") if level in levels), "out")


def _left(variants: list[Variant]) -> int:
    return sum(each.stock or 0 for each in variants if each.available)


def _price(variant: Variant | None) -> str:
    return money(variant.price, variant.currency) if variant else ""


def _list_price(variant: Variant | None) -> str | None:
    if variant is None or not variant.list_price:
        return None
    return money(variant.list_price, variant.currency)


def _value(value: Any, language: str) -> str:
    return in_language(value, language) if isinstance(value, dict) else str(value)
