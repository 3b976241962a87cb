"""Runs of digits that nobody means are no numbers."""

from __future__ import annotations

import re

import pytest

from bot.entities.numbers import NUMBER, parse_number


@pytest.mark.parametrize("text", ["9" * 400, "九" * 400, "万" * 200])
def test_a_run_is_no_number(text: str) -> None:
    assert re.search(NUMBER, text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,299.50", 1299.5), ("1.5k", 1500.0), ("两百五", 250.0), ("3千", 3000.0)],
)
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    match = re.search(NUMBER, text)
    assert match
    assert parse_number(match.group()) == value
