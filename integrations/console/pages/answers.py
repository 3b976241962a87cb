"""What the assistant collected, as the agent reads it: names instead of ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integrations.console.desk_reading import Context
from knowledge.catalogue.options import option_words
from knowledge.operations.naming import address_lines, line_name, method_name
from knowledge.operations.phrases import phrase
from knowledge.words import joined

# The answers that the shop's rules know, and where their words are.
_OF_THE_RULES = {"reason": "reason", "problem": "reason", "wish": "wish"}


def answer_words(key: str, value: Any, found: Context, language: str) -> str:
    """A collected answer in words; what nobody can name stays as it came."""
    if key in _OF_THE_RULES:
        return phrase(_OF_THE_RULES[key], str(value), language)
    if key == "address" and isinstance(value, Mapping):
        separator = " " if language == "zh" else ", "
        return separator.join(filter(None, address_lines(value, language)))
    if key == "method":
        return _methods(found, language).get(str(value)) or readable(value)
    if key in ("items", "swaps") and isinstance(value, list | tuple):
        names = _items(found, language) if key == "items" else _swaps(found, language)
        return joined(
            [names.get(str(each)) or readable(each) for each in value], language
        )
    return readable(value)


def readable(value: Any) -> str:
    """A collected value as words: texts as they are, structures by their parts."""
    if isinstance(value, Mapping):
        if "text" in value:
            return str(value["text"])
        return " · ".join(readable(part) for part in value.values() if part)
    if isinstance(value, list | tuple):
        return ", ".join(readable(part) for part in value)
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return str(value)


def _items(found: Context, language: str) -> dict[str, str]:
    lines = [line for each in found.orders for line in each.order.lines]
    return {line.variant_id: line_name(line, language) for line in lines}


def _swaps(found: Context, language: str) -> dict[str, str]:
    return {each.id: option_words(each.options, language) for each in found.swaps}


def _methods(found: Context, language: str) -> dict[str, str]:
    methods = found.customer.payment_methods if found.customer else []
    return {method.id: method_name(method, language) for method in methods}
