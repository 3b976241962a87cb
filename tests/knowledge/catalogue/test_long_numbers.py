"""Runs of digits that nobody means: no price, no time wasted, no overflow."""

from __future__ import annotations

import pytest

from knowledge.catalogue.prices import read_price


@pytest.mark.parametrize(
    "text",
    ["under " + "9" * 400 + " dollars", "12" * 1000, "一二" * 1000, "九" * 400 + "块"],
)
def test_no_price_is_read_from_them(text: str) -> None:
    found = read_price(text)
    assert (found.low, found.high) == (None, None)


def test_a_price_of_millions_still_is_one() -> None:
    assert read_price("under 1,250,000 dollars").high == 125_000_000
