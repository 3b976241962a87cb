"""One written form of what people type, character for character."""

from __future__ import annotations

import pytest

from bot.text.written_form import comparable, han_share, written_form


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ｗ１２３４５６７", "w1234567"),
        ("我的訂單在哪裡？", "我的订单在哪里?"),
        ("“Where’s” it", '"where\'s" it'),
        ("１００～２００", "100-200"),
        ("ok😀", "ok😀"),
        ("İstanbul", "İstanbul"),
    ],
)
def test_forms_are_unified_and_as_long_as_before(typed: str, expected: str) -> None:
    assert written_form(typed) == expected
    assert len(expected) == len(typed)


def test_noise_is_gone_from_what_intents_are_learnt_from() -> None:
    typed = "Hellooooo <b>see</b> https://a.example/x  #W1234567"
    assert comparable(typed) == "helloo see url #w00"


@pytest.mark.parametrize(("text", "share"), [("退货", 1.0), ("abc", 0.0), ("123", 0.0)])
def test_the_share_of_chinese(text: str, share: float) -> None:
    assert han_share(text) == share
