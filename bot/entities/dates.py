"""Days and periods, said exactly or from today: "last Tuesday", "上周三", "3月5日"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from bot.entities import periods
from bot.entities.fact import Fact
from bot.entities.periods import Period

Reading = Callable[[re.Match[str], date], "Period | None"]

_WEEKDAY = (
    r"(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)(?![a-z])"
)
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_COUNT = (
    r"(\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|[一二两三四五六七八九十]{1,3})"
)
_HAN_SPAN = r"(天|日|周|星期|礼拜|月|年)"


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_YEAR = r"(?:,? (?:of )?(20\d\d))?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_PATTERNS: dict[Reading, tuple[str, ...]] = {
    periods.relative_day: (
        rf"\b(?:{_any(periods.ENGLISH_DAYS)})\b",
        _any(periods.CHINESE_DAYS),
    ),
    periods.weekday: (rf"\b(?:(last|past|this past|this|next|on)\s+){_WEEKDAY}",),
    periods.han_weekday: (
        r"(上上|上|这|本|下)?个?(?:周|星期|礼拜)([一二三四五六日天])(?![天个次])",
    ),
    periods.ago: (
        rf"\b{_COUNT}\s?(day|week|month|year)s? (?:ago|back)\b",
        rf"{_COUNT}\s?个?{_HAN_SPAN}[之以]?前",
    ),
    periods.past: (
        rf"\b(?:last|past|previous|recent)\s{_COUNT}\s?(day|week|month|year)s\b",
        rf"(?:最近|近|过去|这)的?{_COUNT}?个?{_HAN_SPAN}(?!前)",
    ),
    periods.week: (
        r"\b(last|past|this|next) week\b",
        r"(上个?|这个?|本|下个?)(?:周|星期|礼拜)(?![一二三四五六日天末])",
    ),
    periods.month: (
        r"\b(last|past|this|next) month\b",
        r"(上个?|这个?|本|下个?)月(?!\d|初)",
    ),
    periods.year: (r"\b(last|this|next) year\b", r"(去|今|明)年"),
    periods.iso: (r"(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)",),
    periods.month_day: (rf"\b{_MONTH}\.? {_DAY}\b{_YEAR}",),
    periods.day_month: (rf"\b{_DAY}(?: of)? {_MONTH}{_YEAR}",),
    periods.slashed: (r"(?<![\d/#w.])(\d{1,2})/(\d{1,2})(?:/(20\d\d|\d\d))?(?![\d/])",),
    periods.han_date: (
        r"(?:(20\d\d)年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月"
        r"(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?",
    ),
    periods.named_month: (rf"\b(?:in|since|during) {_MONTH}(?! \d)",),
}
_READINGS = tuple(
    (re.compile(pattern), reading)
    for reading, patterns in _PATTERNS.items()
    for pattern in patterns
)


def dates(text: str, today: date) -> Iterator[Fact]:
    """Each day or period as ``{"from", "to"}``, both included, in ISO form."""
    for pattern, reading in _READINGS:
        for match in pattern.finditer(text):
            try:
                period = reading(match, today)
            except ValueError:  # such as 31 February
                continue
            if period:
                first, last = period
                value = {"from": first.isoformat(), "to": last.isoformat()}
                yield Fact("date", match.start(), match.end(), value)
