from __future__ import annotations

from typing import Any

import pytest

from knowledge.faq.facts import filled, render_fact
from knowledge.faq.models import ShopFact


def _fact(kind: str, value: Any) -> ShopFact:
    return ShopFact(key="fact", kind=kind, value=value, label={})


@pytest.mark.parametrize(
    ("kind", "value", "en", "zh"),
    [
        ("money", {"minor": 499, "currency": "USD"}, "$4.99", "$4.99"),
        ("days", 30, "30 days", "30 天"),
        ("days", 1, "1 day", "1 天"),
        ("number", 10, "10", "10"),
        ("text", "3 to 5", "3 to 5", "3 to 5"),
        ("text", {"en": "soon", "zh": "很快"}, "soon", "很快"),
    ],
)
def test_facts_read_naturally(kind: str, value: Any, en: str, zh: str) -> None:
    assert render_fact(_fact(kind, value), "en") == en
    assert render_fact(_fact(kind, value), "zh") == zh


def test_hours_name_their_zone() -> None:
    hours = _fact(
        "hours",
        {
            "days": {"en": "every day", "zh": "每天"},
            "opens": "09:00",
            "closes": "21:00",
            "zone": {"en": "New York time", "zh": "纽约时间"},
        },
    )

    assert render_fact(hours, "en") == "every day, 09:00–21:00 (New York time)"
    assert render_fact(hours, "zh") == "每天 09:00–21:00（纽约时间）"


def test_a_fact_that_nobody_wrote_shows_its_name() -> None:
    assert filled("Within {{ return_window }}.", {}, "en") == "Within return window."
