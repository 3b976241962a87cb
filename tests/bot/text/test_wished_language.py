"""A wish for a language is heard in either language; a product's language is none."""

from __future__ import annotations

import pytest

from bot.text.language import wished_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("can you speak chinese", "zh"),
        ("in chinese please", "zh"),
        ("说中文", "zh"),
        ("speak English please", "en"),
        ("请用英文回答", "en"),
        ("能讲英语吗", "en"),
        ("do you have an english manual", None),
        ("这个说明书有英文吗", None),
        ("我的英语不好", None),
    ],
)
def test_the_language_that_is_asked_for(text: str, language: str | None) -> None:
    assert wished_language(text) == language
