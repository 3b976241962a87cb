"""Amounts of money with their bound: "under 50 bucks", "两百以内", "100到200"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.fact import Fact
from bot.entities.numbers import NUMBER, parse_number

_CURRENCIES = {
    "USD": r"us\$|\$|us dollars?|dollars?|bucks?|usd|美元|美金|美刀|刀",
    "CNY": r"¥|rmb|cny|yuan|人民币|元|块钱|块",
    "EUR": r"€|euros?|eur|欧元|欧",
    "GBP": r"£|gbp|quid|英镑|镑",
}
_SIGN = r"us\$|[$¥€£]"
_UNIT = "|".join(rf"(?:{words})" for words in _CURRENCIES.values())
_UNIT_AFTER = rf"\s?(?:{_UNIT})(?![a-z])"
_AMOUNT = (
    rf"(?:(?P<sign{{0}}>{_SIGN})\s?)?(?P<number{{0}}>{NUMBER})"
    rf"(?P<unit{{0}}>{_UNIT_AFTER})?"
)

_BEFORE = {
    "max": r"under|below|less than|lower than|cheaper than|no more than|not more than"
    r"|up to|at most|max(?:imum)?(?: of)?|within|not over"
    r"|budget(?: is| of|:)?(?: about)?"
    r"|不超过|不要超过|别超过|低于|少于|小于|最多|不高于|预算(?:是|在|大概|就)?",
    "min": r"over|above|more than|at least|min(?:imum)?(?: of)?|starting at"
    r"|no less than|higher than|高于|大于|超过|至少|最少|不低于|不少于",
    "around": r"around|about|approximately|approx|roughly|close to|大概|大约|差不多|约",
}
_AFTER = {
    "max": r"or less|or under|or below|max(?:imum)?|tops|at most"
    r"|以内|以下|之内|之下|内|封顶|不到",
    "min": r"or more|or above|and up|and above|or over|plus|\+|以上|起|往上|之上",
    "around": r"or so|ish|左右|上下|的样子",
}


def _any(bounds: dict[str, str]) -> str:
    return "|".join(f"(?P<{{0}}{name}>{words})" for name, words in bounds.items())


# Such a number counts things or time, whatever stands before it.
_NOT_MONEY = (
    r"(?!\s?(?:-\s?)?(?:inch|in\b|cm|mm|gb|tb|mb|kg|g\b|ml|l\b|w\b|v\b|hz|mah|oz|lbs?\b|"
    r"days?|hours?|hrs?|min|weeks?|months?|years?|items?|pieces?|pcs|stars?|times|people|"
    r"reviews?|points?|orders?|%|percent|am\b|pm\b|st\b|nd\b|rd\b|th\b|"
    r"[天日号件个只双台条套包盒瓶本箱次寸英厘毫克斤升瓦小分周星月年岁码人点积楼单楼款折]))"
)
_BOUNDED = re.compile(
    rf"(?:(?<![a-z])(?:{_any(_BEFORE).replace('{0}', 'before_')})\s?)?"
    + _AMOUNT.replace("{0}", "")
    + _NOT_MONEY
    + rf"(?:\s?(?:{_any(_AFTER).replace('{0}', 'after_')})(?![a-z]))?"
)
_RANGE = re.compile(
    r"(?P<cue>between |from |价位|价格|预算|price )?[^\w$¥€£]{0,3}"
    + _AMOUNT.replace("{0}", "1")
    + r"(?P<joint>\s?(?:-|to|and|到|至|和)\s?)"
    + _AMOUNT.replace("{0}", "2")
    + _NOT_MONEY
)


def amounts(text: str) -> Iterator[Fact]:
    """Each amount as ``{"minor", "currency", "bound"}``; a range gives two."""
    taken: list[tuple[int, int]] = []
    for match in _RANGE.finditer(text):
        if pair := list(_range(match)):
            taken.append(match.span())
            yield from pair
    for match in _BOUNDED.finditer(text):
        inside = any(a < match.end() and match.start() < b for a, b in taken)
        if not inside and (fact := _bounded(match)):
            yield fact


def _range(match: re.Match[str]) -> Iterator[Fact]:
    low, high = parse_number(match["number1"]), parse_number(match["number2"])
    currency = _currency(match, "2") or _currency(match, "1")
    if low is None or high is None or high <= low:
        return
    joint = match["joint"].strip()
    if not currency and not (match["cue"] or (joint in "到至" and low >= 20)):
        return
    middle = match.start("joint")
    start = match.start("sign1") if match["sign1"] else match.start("number1")
    yield Fact("money", start, middle, _value(low, currency, "min"))
    yield Fact("money", match.end("joint"), match.end(), _value(high, currency, "max"))


def _bounded(match: re.Match[str]) -> Fact | None:
    number, currency = parse_number(match["number"]), _currency(match, "")
    bound = next(
        (name.split("_")[1] for name, words in match.groupdict().items()
         if words and name.startswith(("before_", "after_"))),
        None,
    )  # fmt: skip
    # Without a currency, a bound and some size are needed: "about 5" is no price.
    if number is None or not (currency or (bound and number >= 10)):
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Fact("money", start, match.end(), _value(number, currency, bound))


def _currency(match: re.Match[str], which: str) -> str | None:
    said = (match[f"sign{which}"] or match[f"unit{which}"] or "").strip()
    for code, words in _CURRENCIES.items():
        if said and re.fullmatch(words, said):
            return code
    return None


def _value(number: float, currency: str | None, bound: str | None) -> dict[str, object]:
    return {"minor": round(number * 100), "currency": currency, "bound": bound}
