"""All finders together: a message as typed -> its facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.entities.codes import coupon_codes, tracking_numbers
from bot.entities.contacts import emails, phones, postal_codes
from bot.entities.counting import ordinals, quantities
from bot.entities.dates import dates
from bot.entities.fact import Fact, without_overlaps
from bot.entities.money import amounts
from bot.entities.order_numbers import order_numbers
from bot.entities.person_names import person_names
from bot.entities.sizes import sizes
from bot.entities.vocabulary import Vocabulary
from bot.text.written_form import written_form

LONGEST = 2000  # characters; nobody states facts beyond that, and patterns cost time


def find_facts(typed: str, vocabulary: Vocabulary, today: date) -> list[Fact]:
    """The facts of a message in reading order, none overlapping another."""
    return without_overlaps(_candidates(typed[:LONGEST], vocabulary, today))


def _candidates(typed: str, vocabulary: Vocabulary, today: date) -> Iterator[Fact]:
    text = written_form(typed)
    for find in (
        emails, order_numbers, amounts, tracking_numbers, phones, sizes,
        postal_codes, ordinals, quantities, vocabulary.find,
    ):  # fmt: skip
        yield from find(text)
    yield from dates(text, today)
    yield from coupon_codes(typed)
    yield from person_names(typed)
