"""Slips of the finger are corrected towards known words, and known words left alone."""

from __future__ import annotations

import pytest

from bot.text.spelling import Speller

KNOWN = ["my delivery of the mattress", "refund"]
SPELLER = Speller.learn(KNOWN, frozenset({"matters"}))


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("delivry", "delivery"),
        ("delievry", "delivery"),
        ("matress", "mattress"),
        ("matters", "matters"),
        ("refnd", "refund"),
        ("banana", "banana"),
        ("te", "te"),
    ],
)
def test_words(typed: str, corrected: str) -> None:
    assert SPELLER.text(typed) == corrected


def test_what_is_not_english_stays() -> None:
    assert SPELLER.text("退货 #w00 delivry!") == "退货 #w00 delivery!"
