"""What is wrong with a row, in words: "price is not a whole number"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

# Pydantic's kind of error -> what to say of the field; braces are its facts.
WORDING: Mapping[str, str] = {
    "missing": "is missing",
    "int_type": "is not a whole number",
    "int_parsing": "is not a whole number",
    "int_parsing_size": "is too large a number",
    "int_from_float": "is not a whole number",
    "float_type": "is not a number",
    "float_parsing": "is not a number",
    "bool_type": "is neither true nor false",
    "bool_parsing": "is neither true nor false",
    "string_type": "is not text",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "string_pattern_mismatch": "is not written as it should be ({pattern})",
    "greater_than_equal": "is less than {ge}",
    "greater_than": "is not more than {gt}",
    "less_than_equal": "is more than {le}",
    "literal_error": "is none of {expected}",
    "dict_type": "is not an object",
    "list_type": "is not a list",
    "too_short": "has fewer than {min_length}",
    "datetime_type": "is not a date and time such as 2026-11-21T09:30:00Z",
    "datetime_parsing": "is not a date and time such as 2026-11-21T09:30:00Z",
    "datetime_from_date_parsing": "is not a date and time such as 2026-11-21T09:30:00Z",
    "date_type": "is not a date such as 2026-11-21",
    "date_parsing": "is not a date such as 2026-11-21",
    "date_from_datetime_parsing": "is not a date such as 2026-11-21",
    "model_type": "is not an object",
}


def explain(error: ValidationError) -> str:
    """Every fault of the row in one sentence."""
    return "; ".join(
        _fault(fault["loc"], fault["type"], fault["msg"], fault.get("ctx", {}))
        for fault in error.errors(include_url=False)
    )


def _fault(
    place: tuple[int | str, ...], kind: str, message: str, facts: Mapping[str, Any]
) -> str:
    wording = WORDING.get(kind)
    said = wording.format_map(facts) if wording else message
    return f"{_name(place)} {said}".strip()


def _name(place: tuple[int | str, ...]) -> str:
    """("lines", 1, "quantity") -> "lines 2, quantity"."""
    name = ""
    for part in place:
        if isinstance(part, int):
            name += f" {part + 1}"
        else:
            name += f", {part}" if name else part
    return name
