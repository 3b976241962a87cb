"""Numbers as people write them: 1,299.50, 1.5k, two hundred, 两百五, 3千."""

from __future__ import annotations

import re

_HAN_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_SCALE = {"k": 1_000, "千": 1_000, "万": 10_000, "百": 100, "hundred": 100,
          "thousand": 1_000, "grand": 1_000}  # fmt: skip

_WORD = "|".join(sorted(_ENGLISH, key=len, reverse=True))
# Bounded, and begun only where a run begins: nobody means more digits, and a long
# run of them would be tried from each of its places.
_DIGITS = r"(?<![\d.,])(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d{1,6})?(?![\d])"
_HAN_CHARACTERS = "零〇一二两俩三四五六七八九十百千万"
_HAN = f"(?<![{_HAN_CHARACTERS}])[{_HAN_CHARACTERS}]{{1,12}}(?![{_HAN_CHARACTERS}])"
# One alternative per writing; the caller decides what may stand around it.
NUMBER = (
    rf"(?:(?:{_DIGITS})(?:\s?k(?![a-z])|[千万百])?"
    rf"|{_HAN}|(?:(?:a|{_WORD})(?:[ -](?:{_WORD}))?(?: (?:hundred|thousand|grand)))"
    rf"|(?:{_WORD})(?:[ -](?:{_WORD}))?(?![a-z]))"
)
_SCALED = re.compile(rf"({_DIGITS})\s?([k千万百])?")


def parse_number(text: str) -> float | None:
    """The value of a text that :data:`NUMBER` matched, or None if it makes none."""
    text = text.strip().lower()
    if match := _SCALED.fullmatch(text):
        value = float(match[1].replace(",", ""))
        return value * _SCALE.get(match[2] or "", 1)
    if re.fullmatch(_HAN, text):
        return _han(text)
    return _english(text)


def _english(text: str) -> float | None:
    value, found = 0, False
    for word in re.split(r"[ -]+", text):
        if word in _SCALE:
            value = max(value, 1) * _SCALE[word]
        elif word in _ENGLISH:
            value += _ENGLISH[word]
        elif word != "a":
            return None
        found = found or word != "a"
    return float(value) if found else None


def _han(text: str) -> float | None:
    if all(char in _HAN_DIGITS for char in text):
        return float("".join(str(_HAN_DIGITS[char]) for char in text))
    total, section, digit, unit = 0, 0, 0, 1
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
            continue
        unit = _HAN_UNITS[char]
        if unit == 10_000:
            total, section = (total + section + digit) * unit, 0
        else:
            section += (digit or 1) * unit
        digit = 0
    # 两百五 is 250 and 一千二 is 1200, but 二百零五 is 205.
    return float(total + section + digit * (unit // 10 if "零" not in text else 1))
