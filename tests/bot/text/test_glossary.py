"""The gist of Chinese in English words."""

from __future__ import annotations

from bot.text.glossary import gist


def test_known_words_in_their_order() -> None:
    assert gist("退款什么时候到").text == "refund when to"


def test_what_is_unknown_lowers_the_coverage() -> None:
    found = gist("退款饕餮")
    assert found.text == "refund"
    assert found.covered == 0.5


def test_english_stays_and_is_wholly_covered() -> None:
    found = gist("where is my order")
    assert (found.text, found.covered) == ("where is my order", 1.0)
