"""What is wrong with a row, in words: "price is not a whole number"."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Place = tuple[int | str, ...]

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
    "too_short": "is empty",  # nothing here has to be longer than one
    "too_long": "is longer than {max_length} characters",
    "datetime_type": "is not a date and time such as 2026-11-21T09:30:00Z",
    "datetime_parsing": "is not a date and time such as 2026-11-21T09:30:00Z",
    "datetime_from_date_parsing": "is not a date and time such as 2026-11-21T09:30:00Z",
    "date_type": "is not a date such as 2026-11-21",
    "date_parsing": "is not a date such as 2026-11-21",
    "date_from_datetime_parsing": "is not a date such as 2026-11-21",
    "model_type": "is not an object",
}


def explain(error: ValidationError, *, implied: Collection[str] = ()) -> str:
    """Every fault of the row in one sentence; lists that it only implies unnamed."""
    faults = [
        _fault(fault["loc"], fault, implied)
        for fault in error.errors(include_url=False)
    ]
    return "; ".join(dict.fromkeys(faults))


def _fault(place: Place, fault: ErrorDetails, implied: Collection[str]) -> str:
    if place and place[0] in implied:
        place = place[2:]
    wording = WORDING.get(fault["type"])
    said = wording.format_map(fault.get("ctx", {})) if wording else fault["msg"]
    return f"{_name(place)} {said}".strip()


def _name(place: Place) -> str:
    """("lines", 1, "quantity") -> "lines 2, quantity"."""
    name = ""
    for part in place:
        if isinstance(part, int):
            name += f" {part + 1}"
        else:
            name += f", {part}" if name else part
    return name
