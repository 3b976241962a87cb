"""Price bounds out of free text, in both languages: "under 50 bucks", "两百以内"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.catalogue.facets import MEASURE

# Bounded, and begun only where a run begins: nobody means more digits, and a long
# run of them would be tried from each of its places.
_HAN = "零一二两三四五六七八九十百千万"
_HAN_NUMBER = f"(?<![{_HAN}])[{_HAN}]{{1,12}}(?![{_HAN}])"
_NUMBER = (
    r"(?:(?<![\d,.])\d[\d,]{0,11}(?:\.\d{1,4})?\s*[k千万百]?(?![a-z\d])"
    rf"|{_HAN_NUMBER})"
)
_MARK = r"(?:us\$|\$|usd|£|€|¥|rmb)\s*"
_SIGN = rf"(?:{_MARK})?"
_UNIT = (
    r"(?:\s*(?:us dollars|dollars|dollar|bucks|buck|usd|euros|euro|pounds|rmb"
    r"|块钱|块|元钱|元|美元|美金|刀|人民币))"
)
_AMOUNT = rf"{_SIGN}(?P<{{name}}>{_NUMBER}){_UNIT}?"
_ONE, _LOW, _HIGH = (_AMOUNT.replace("{name}", name) for name in ("one", "low", "high"))
_PRICED = (
    r"(?:(?:the\s+)?(?:price|priced|cost|costs|costing|budget)\s*(?:is|of|:)?\s*)?"
)

_RANGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_PRICED}between {_LOW}\s*(?:and|to|-)\s*{_HIGH}",
        rf"\b{_PRICED}from {_LOW}\s*(?:to|-)\s*{_HIGH}",
        rf"{_MARK}(?P<low>{_NUMBER})\s*(?:-|to|~)\s*{_HIGH}",
        rf"{_LOW}\s*(?:-|to|~|–)\s*{_SIGN}(?P<high>{_NUMBER}){_UNIT}",
        rf"{_LOW}\s*(?:到|至|-|~|–|—)\s*{_HIGH}\s*(?:之间|左右|的?价位)",
        rf"{_LOW}\s*(?:到|至|—)\s*(?P<high>{_NUMBER}){_UNIT}",
    )
)
_MOST = (
    r"(?:under|below|less than|cheaper than|lower than|at most|no more than"
    r"|not more than|not over|up to|within|maximum(?: of)?|max|<=?|≤)"
)
_LEAST = r"(?:over|above|more than|at least|no less than|starting (?:at|from)|>=?|≥)"
_MAXIMA = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\b|(?=[<≤])){_PRICED}{_MOST}\s*{_ONE}(?!\s*%)",
        rf"\b(?:my )?budget(?: is| of|:)?\s*(?:{_MOST}\s*)?{_ONE}",
        rf"(?:(?:预算|价格|价钱)[在是]?)?(?:不超过|不要超过|不高于|低于|少于|最多|小于){_ONE}",
        rf"(?:(?:预算|价格|价钱)[在是]?)?{_ONE}\s*(?:以内|以下|之内|之下|封顶|内(?!存|置))",
        rf"预算(?:只有|大概|大约|是|在)?{_ONE}",
        rf"{_MARK}(?P<one>{_NUMBER})\s+(?:or less|max|tops|or under)",
        rf"(?P<one>{_NUMBER}){_UNIT}\s+(?:or less|max|tops|or under)",
    )
)
_MINIMA = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\b|(?=[>≥])){_PRICED}{_LEAST}\s*{_ONE}(?!\s*%)",
        rf"(?:不低于|高于|超过|至少|大于|最少){_ONE}",
        rf"{_ONE}\s*(?:以上|起)",
    )
)
_AROUND = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:around|about|approximately|roughly|~)\s*{_MARK}(?P<one>{_NUMBER})",
        rf"\b(?:around|about|approximately|roughly)\s*(?P<one>{_NUMBER}){_UNIT}",
        rf"(?:大概|大约)?{_ONE}(?:左右|上下)(?:的)?",
    )
)
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
AROUND = 0.25


@dataclass(frozen=True)
class PriceBounds:
    """What a text says of the price, in the smallest unit, and the text without it."""

    low: int | None
    high: int | None
    rest: str


def read_price(text: str) -> PriceBounds:
    """The bounds in a normalised text. Amounts are of the shop's own currency."""
    for pattern in _RANGES:
        if found := _find(pattern, text):
            low, high = sorted((_minor(found["low"]), _minor(found["high"])))
            return PriceBounds(low, high, _without(text, found))
    for pattern in _AROUND:
        if found := _find(pattern, text):
            amount = _minor(found["one"])
            spread = round(amount * AROUND)
            rest = _without(text, found)
            return PriceBounds(amount - spread, amount + spread, rest)
    return _read_bounds(text)


def _read_bounds(text: str) -> PriceBounds:
    low = high = None
    for pattern in _MAXIMA:
        if found := _find(pattern, text):
            high, text = _minor(found["one"]), _without(text, found)
            break
    for pattern in _MINIMA:
        if found := _find(pattern, text):
            low, text = _minor(found["one"]), _without(text, found)
            break
    return PriceBounds(low, high, text)


def _find(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match that is not an amount of something else ("under 27 inch")."""
    measured = [found.start(1) for found in MEASURE.finditer(text)]
    for found in pattern.finditer(text):
        numbers = [found.start(name) for name in pattern.groupindex]
        if not any(number in measured for number in numbers):
            return found
    return None


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _minor(written: str) -> int:
    """An amount in the smallest unit: "1,200.50" -> 120050, "两百五" -> 25000."""
    plain = written.replace(",", "").replace(" ", "")
    if re.fullmatch(_HAN_NUMBER, plain):
        return round(chinese_number(plain) * 100)
    scale = {"k": 1000, "百": 100, "千": 1000, "万": 10_000}.get(plain[-1], 1)
    return round(float(plain.rstrip("k百千万")) * scale * 100)


def chinese_number(written: str) -> int:
    """ "两百五" -> 250, "一千二" -> 1200, "十五" -> 15."""
    total, digit, last = 0, 0, 1
    for character in written:
        if character in _SCALES:
            last = _SCALES[character]
            total = (
                (total + digit) * last
                if last == 10_000
                else total + (digit or 1) * last
            )
            digit = 0
        else:
            digit = _DIGITS[character]
            last = 1 if character == "零" else last
    # A bare last digit counts the next lower scale: 两百五 is 250, 一百零五 is 105.
    return total + digit * (last // 10 if last > 10 else 1)
