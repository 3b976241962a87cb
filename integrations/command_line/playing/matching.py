"""Compares answers with what was expected of them. Pure: entries in, sentences out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from integrations.command_line.playing.customer import Entry
from integrations.command_line.playing.script import (
    Expectation,
    Range,
    Script,
    Turn,
    read_range,
)

# What no customer should ever read, whatever he has asked.
_RAW = re.compile(
    r"\{\w+\}|\butter_\w+|\bNone\b(?! of)|\bnull\b|\bnan\b|Traceback|<[a-z/][^>]*>"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A name or a word in quotes may be Chinese in an English sentence.
_NAMES = 0.1
_ENGLISH_SENTENCE = re.compile(r"(?:\b[A-Za-z][A-Za-z'’-]*\b[ ,]+){6}")


@dataclass(frozen=True)
class Earlier:
    """What the customer has seen before the answers that are compared."""

    card_ids: frozenset[str] = frozenset()
    last_prices: tuple[int, ...] = ()

    def after(self, entries: Sequence[Entry]) -> Earlier:
        """With these answers seen as well."""
        cards = [card for entry in entries for card in cards_of(entry)]
        prices = tuple(card["price_minor"] for card in cards)
        return Earlier(
            self.card_ids | {card["id"] for card in cards}, prices or self.last_prices
        )


def misses(
    turn: Turn, read: Sequence[Entry], *, language: str, earlier: Earlier
) -> list[str]:
    """What is wrong with the answers to one message, a sentence each."""
    found = [
        f"answer {place}: {what}"
        for place, entry in enumerate(read, start=1)
        for what in _blemishes(entry, language)
    ]
    if turn.expect is None:
        return found if read else [*found, "nothing was answered"]
    if turn.more:
        return [*found, *_in_order(turn.expect, read, earlier)]
    if len(turn.expect) != len(read):
        found.append(f"{len(turn.expect)} answers were expected, {len(read)} came")
    for place, (wish, entry) in enumerate(zip(turn.expect, read, strict=False), 1):
        found += [f"answer {place}: {miss}" for miss in unlike(wish, entry, earlier)]
    return found


def forbidden(script: Script, read: Sequence[Entry]) -> list[str]:
    """Words that must stand in no answer of the whole conversation, but do."""
    return [
        f"“{word}” stands in: {entry['text']}"
        for entry in read
        for word in script.never
        if _contains(entry["text"], word)
    ]


def unlike(wish: Expectation, entry: Entry, earlier: Earlier = Earlier()) -> list[str]:
    """In what the entry is not as it was wished."""
    return [
        *_plain(wish, entry),
        *_words(wish, entry["text"]),
        *_buttons(wish, entry),
        *_cards(wish, cards_of(entry), earlier),
        *_differences(wish.payload, entry["payload"], "payload"),
    ]


def buttons_of(entry: Entry) -> list[dict[str, str]]:
    """Everything in an entry that can be pressed: buttons, also of its cards."""
    payload = entry["payload"]
    on_cards = [button for card in cards_of(entry) for button in card["buttons"]]
    return [*payload.get("buttons", []), *payload.get("related", []), *on_cards]


def cards_of(entry: Entry) -> list[dict[str, Any]]:
    """The product cards of an entry."""
    cards: list[dict[str, Any]] = entry["payload"].get("cards", [])
    return cards


def _in_order(
    wishes: Sequence[Expectation], read: Sequence[Entry], earlier: Earlier
) -> Iterator[str]:
    """Each wish is fulfilled by an answer after the one that fulfilled the last."""
    rest = list(read)
    for wish in wishes:
        tried = [unlike(wish, entry, earlier) for entry in rest]
        place = next((at for at, wrong in enumerate(tried) if not wrong), None)
        if place is None:
            nearest = min(tried, key=len, default=["there is no further answer"])
            yield f"no answer fits; the nearest: {'; '.join(nearest)}"
        else:
            rest = rest[place + 1 :]


def _blemishes(entry: Entry, language: str) -> Iterator[str]:
    text = entry["text"]
    if not text.strip():
        yield "it has no words"
    if raw := _RAW.search(text):
        yield f"“{raw[0]}” is not for a customer's eyes: {text}"
    if language == "zh" and (not _HAN.search(text) or _ENGLISH_SENTENCE.search(text)):
        yield f"it is not in Chinese: {text}"
    if language == "en" and len(_HAN.findall(text)) > len(text) * _NAMES:
        yield f"it is not in English: {text}"


def _plain(wish: Expectation, entry: Entry) -> Iterator[str]:
    if wish.author and entry["author"] != wish.author:
        yield f"by {entry['author']}, not by {wish.author}"
    if wish.kind and entry["kind"] != wish.kind:
        yield f"its kind is {entry['kind']}, not {wish.kind}"


def _words(wish: Expectation, text: str) -> Iterator[str]:
    for word in wish.text:
        if not _contains(text, word):
            yield f"“{word}” is not in it"
    if wish.any and not any(_contains(text, word) for word in wish.any):
        yield f"none of “{'”, “'.join(wish.any)}” is in it"
    for word in wish.without:
        if _contains(text, word):
            yield f"“{word}” should not be in it"


def _buttons(wish: Expectation, entry: Entry) -> Iterator[str]:
    if wish.buttons is None:
        return
    present = entry["payload"].get("buttons", [])
    if isinstance(wish.buttons, Range):
        if len(present) not in wish.buttons:
            yield f"it has {len(present)} buttons, not {wish.buttons}"
        return
    there = [word for button in present for word in (button["title"], button["value"])]
    for title in wish.buttons:
        if not any(_contains(word, title) for word in there):
            yield f"it has no button “{title}”"


def _cards(
    wish: Expectation, cards: Sequence[dict[str, Any]], earlier: Earlier
) -> Iterator[str]:
    if wish.cards is not None and len(cards) not in wish.cards:
        yield f"it has {len(cards)} cards, not {wish.cards}"
    for card in cards:
        yield from _differences(wish.each_card, card, f"card “{card['title']}”")
    if wish.fresh_cards:
        again = [card["title"] for card in cards if card["id"] in earlier.card_ids]
        if again:
            yield f"shown before: {', '.join(again)}"
    if wish.cheaper_cards and earlier.last_prices:
        dearest = max(card["price_minor"] for card in cards) if cards else 0
        if dearest >= max(earlier.last_prices):
            yield f"a card of {dearest} is no cheaper than {max(earlier.last_prices)}"


def _differences(expected: Any, there: Any, where: str) -> Iterator[str]:
    """Where a part of the payload is not as in the file.

    Keys of a dictionary must all be there; elements of a list must each be found;
    several words for one text mean: one of them is in it; ranges hold numbers.
    """
    if isinstance(expected, dict) and isinstance(there, dict):
        for key, value in expected.items():
            yield from _differences(value, there.get(key), f"{where} · {key}")
        return
    if isinstance(expected, list):
        yield from _list_differences(expected, there, where)
        return
    wanted = read_range(expected) if isinstance(expected, str) else expected
    if isinstance(wanted, Range):
        if not isinstance(there, int | float) or there not in wanted:
            yield f"{where} is {there}, not within {wanted}"
    elif there != wanted:
        yield f"{where} is {there!r}, not {wanted!r}"


def _list_differences(expected: list[Any], there: Any, where: str) -> Iterator[str]:
    if isinstance(there, str):
        if not any(_contains(there, str(word)) for word in expected):
            yield f"{where} is “{there}”, with none of {expected} in it"
        return
    present = there if isinstance(there, list) else []
    for element in expected:
        if not any(not list(_differences(element, one, "")) for one in present):
            yield f"{where} has no {element}"


def _contains(text: str, word: str) -> bool:
    return word.casefold() in text.casefold()
