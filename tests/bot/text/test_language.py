"""A language is clear, or the conversation stays in the one it had."""

from __future__ import annotations

import pytest

from bot.text.language import clear_language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("where is my order", "en"),
        ("我的 order 到哪了", "zh"),
        ("我要cancel那个order", "zh"),
        ("what does 保修 mean?", "en"),
        ("谢谢", "zh"),
        ("ok", None),
        ("hi", None),
        ("iphone case", None),
        ("12345", None),
        ("😀", None),
        ("", None),
    ],
)
def test_what_the_text_makes_clear(text: str, expected: str | None) -> None:
    assert clear_language(text) == expected


def test_a_products_name_proves_nothing() -> None:
    text = "The One That I Want"
    assert clear_language(text) == "en"
    assert clear_language(text, [(0, len(text))]) is None
