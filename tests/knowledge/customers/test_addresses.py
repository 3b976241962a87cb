"""Addresses as people type them."""

from __future__ import annotations

import pytest

from knowledge.customers.addresses import read_address


@pytest.mark.parametrize(
    ("text", "line1", "city", "state", "code", "country"),
    [
        (
            "986 Sunset Drive, Suite 259, Denver, CO 80279",
            "986 Sunset Drive",
            "Denver",
            "CO",
            "80279",
            "USA",
        ),
        (
            "ship it to 12 Oak St, Austin, TX, 78784, USA",
            "12 Oak St",
            "Austin",
            "TX",
            "78784",
            "USA",
        ),
        (
            "10 Downing Street, London SW1A 2AA, UK",
            "10 Downing Street",
            "London",
            "",
            "SW1A 2AA",
            "United Kingdom",
        ),
        (
            "改成上海市静安区南京西路100号3楼 200040",
            "静安区南京西路100号3楼",
            "上海市",
            "上海市",
            "200040",
            "China",
        ),
        (
            "广东省深圳市南山区科技园路1号，邮编518057",
            "南山区科技园路1号",
            "深圳市",
            "广东省",
            "518057",
            "China",
        ),
    ],
)
def test_finds_the_parts(
    text: str, line1: str, city: str, state: str, code: str, country: str
) -> None:
    found = read_address(text)
    assert (found.line1, found.city, found.state) == (line1, city, state)
    assert (found.postal_code, found.country) == (code, country)
    assert found.missing == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("12 Oak St, Austin", {"state", "country", "postal_code"}),
        ("南京西路100号", {"city", "state", "postal_code"}),
        ("the other one", {"line1", "city", "country", "postal_code"}),
    ],
)
def test_says_what_is_missing(text: str, missing: set[str]) -> None:
    assert set(read_address(text).missing) - {"state"} == missing - {"state"}
