"""How many of a thing, and which one of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.fact import Fact
from bot.entities.numbers import parse_number

MOST = 999
_HAN = r"[一二两俩三四五六七八九十]{1,3}"
_WORD = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_THINGS = (
    r"pieces?|pcs?|units?|items?|pairs?|packs?|boxes|sets?|bottles?|copies"
    r"|of (?:them|those|these|it)"
)
_MEASURES = "件|个|只|双|台|条|套|包|盒|瓶|本|箱|份|把|张|副|罐|袋|部|支"
_WISH = (
    r"i meant|make (?:it|that)|change (?:it )?to|only|just|want|need|add|order|buy"
    r"|get|take"
)
_FREE = r"(?<![\w.,$¥€£#-])"  # not inside a word, price or code
_MEASURED = r"inch|cm|gb|days?|weeks?|hours?|minutes?|months?|years?|dollars?|bucks"
_QUANTITIES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_FREE}(\d{{1,3}}|{_WORD}|one|a couple|a dozen)\s?(?:x\s|(?:{_THINGS})\b)",
        rf"{_FREE}(\d{{1,3}})\s?x(?!\w)",
        r"\bx\s?(\d{1,3})(?!\w)",
        rf"\b(?:quantity|qty|number of items)\D{{0,6}}(\d{{1,3}}|{_WORD}|one)\b",
        rf"数量\D{{0,3}}(\d{{1,3}}|{_HAN})",
        rf"(?<![第\d.])(\d{{1,3}}|{_HAN})\s?(?:{_MEASURES})(?!月|星期|礼拜|小时|人工)",
        rf"\b(?:{_WISH})\s(?:me )?(\d{{1,2}}|{_WORD}|one)"
        rf"(?![\w$%.]|\s?(?:{_MEASURED})|\s?[/:])",
        rf"^\s*(\d{{1,2}}|{_WORD}|one|{_HAN})\s*[.!]?\s*$",
    )
)
_PLACES = {
    **{"first": 1, "1st": 1, "former": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3},
    **{"fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6},
    **{"last": -1, "latter": -1},
}
# "first name", "last week" and "one second" name no place in a list.
_NO_PLACE = (
    r"(?! (?:name|time|class|hand|week|month|year|night|few|seconds?"
    r"|mon|tue|wed|thu|fri|sat|sun|\d)| of (?!the|them|these|those))"
)
_ORDINALS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!one )(?<!\ba )\b(?:the |my |that |this )?({'|'.join(_PLACES)})"
        r"(?: one| item| product| option| order| parcel| package| two| coupon)?\b"
        + _NO_PLACE,
        r"\b(?:number|option|no\.?|item|choice|#)\s?"
        r"(\d{1,2}|one|two|three|four|five|six)(?!\w)",
        rf"第\s?(\d{{1,2}}|{_HAN})\s?(?:[个款件条种张双台单样项本套只])?",
        r"(最后)一?[个款件条种张双台单]",
        r"(前者|后者)",
    )
)
_HAN_PLACES = {"最后": -1, "前者": 1, "后者": -1}


def quantities(text: str) -> Iterator[Fact]:
    """How many, where the number says so itself or the words around it do."""
    for pattern in _QUANTITIES:
        for match in pattern.finditer(text):
            said = match[1].removeprefix("a ")
            number = 2.0 if said == "couple" else parse_number(said)
            if number is not None and 0 < number <= MOST and number == int(number):
                yield Fact("quantity", match.start(1), match.end(1), int(number))


def ordinals(text: str) -> Iterator[Fact]:
    """Which one of a list: 1 is the first, -1 the last."""
    for pattern in _ORDINALS:
        for match in pattern.finditer(text):
            place = _place(match[1])
            if place:
                yield Fact("ordinal", match.start(), match.end(), place)


def _place(said: str) -> int | None:
    known = _PLACES.get(said) or _HAN_PLACES.get(said)
    number = known or parse_number(said)
    return int(number) if number else None
