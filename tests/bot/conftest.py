"""What the bot's tests share: words instead of a model, and a scratch folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.entities.vocabulary import Vocabulary

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, which the settings then name."""
    monkeypatch.setenv("SHOPKEEPER_VAR", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """A small catalogue's words."""
    kinds = {
        "brand": {"Logitech": ["罗技"], "小米": ["xiaomi"]},
        "category": {"headphones": ["headphone", "耳机"]},
        "colour": {"red": ["红色", "红"], "blue": ["蓝色"]},
        "product": {"arc-lamp": ["Brightside Arc LED Desk Lamp", "明光护眼台灯"]},
    }
    return Vocabulary(kinds, frozenset({"headphones", "apply", "where"}))
