"""Items, variants, payment methods and addresses as people know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from knowledge.catalogue.options import option_words
from knowledge.customers.models import PaymentMethod
from knowledge.database.base import in_language
from knowledge.operations.requests import SwapOperation
from knowledge.operations.state import State, taken
from knowledge.orders.models import OrderLine
from knowledge.words import joined, label

_BRANDS = {"visa": "Visa", "mastercard": "Mastercard", "amex": "American Express"}


def line_name(line: OrderLine, language: str) -> str:
    """An item with its options: "Water Bottle (1000ml, glass, blue)"."""
    return _with_options(in_language(line.name, language), line.options, language)


def item_names(state: State, items: Iterable[str], language: str) -> str:
    """Several items of the order in a line, those of several pieces counted."""
    named = {line.variant_id: line for line in state.the_order.lines}
    words = []
    for item, count in Counter(items).items():
        name = line_name(named[item], language) if item in named else item
        words.append(name if count == 1 else f"{count} × {name}")
    return joined(words, language)


def all_items(state: State, language: str) -> str:
    """Everything in the order."""
    ids = [
        line.variant_id for line in state.the_order.lines for _ in range(line.quantity)
    ]
    return item_names(state, ids, language)


def variant_names(state: State, ids: Iterable[str], language: str) -> str:
    """Variants by what they are, where they are known; else by their ids."""
    return joined([_variant_name(state, each, language) for each in ids], language)


def swaps_text(state: State, operation: SwapOperation, language: str) -> str:
    """What becomes what, a pair each."""
    pieces = taken(state.the_order, operation.items)
    pairs = [
        f"{line_name(piece.line, language)} → {_options(state, new, language)}"
        for piece, new in zip(pieces, operation.new_items, strict=False)
    ]
    return ("；" if language == "zh" else "; ").join(pairs)


def method_name(method: PaymentMethod | None, language: str) -> str:
    """A payment method: "Visa card ending in 1234", "gift card"."""
    if method is None:
        return label("payment", "unknown", language)
    if method.last_four:
        brand = _BRANDS.get(method.brand or "", method.brand or "")
        if language == "zh":
            return f"{brand} 信用卡（尾号 {method.last_four}）"
        return f"{brand} card ending in {method.last_four}".strip()
    return label("payment", method.kind, language)


def methods_text(methods: Iterable[PaymentMethod], language: str) -> str:
    """Several payment methods in a line."""
    return joined([method_name(each, language) for each in methods], language)


def address_lines(place: Mapping[str, str], language: str) -> list[str]:
    """An address as it is written in its country."""
    street = " ".join(filter(None, (place.get("line1"), place.get("line2"))))
    city = place.get("city", "")
    state, code = place.get("state", ""), place.get("postal_code", "")
    country = place.get("country", "")
    if language == "zh" and country in {"China", "中国"}:
        region = state if state != city else ""
        return [f"{region}{city}{street}", code]
    return list(filter(None, (street, f"{city}, {state} {code}".strip(), country)))


def _variant_name(state: State, variant_id: str, language: str) -> str:
    variant = state.variants.get(variant_id)
    if variant is None:
        return variant_id
    name = in_language(variant.product.name, language)
    return _with_options(name, variant.options, language)


def _options(state: State, variant_id: str, language: str) -> str:
    variant = state.variants.get(variant_id)
    if variant is None:
        return variant_id
    return option_words(variant.options, language) or variant_id


def _with_options(name: str, options: Mapping[str, str], language: str) -> str:
    shown = option_words(options, language)
    if not shown:
        return name
    return f"{name}（{shown}）" if language == "zh" else f"{name} ({shown})"
