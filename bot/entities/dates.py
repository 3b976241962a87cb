"""Days and periods, said exactly or from today: "last Tuesday", "上周三", "3月5日"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.entities.fact import Fact
from bot.entities.numbers import parse_number

Period = tuple[date, date]
Reading = Callable[[re.Match[str], date], "Period | None"]

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAY = (
    r"(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)(?![a-z])"
)
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_COUNT = r"(\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|[一二两三四五六七八九十]{1,3})"
_ENGLISH_DAYS = {"today": 0, "tonight": 0, "this morning": 0, "yesterday": -1,
                 "last night": -1, "the day before yesterday": -2, "tomorrow": 1,
                 "the day after tomorrow": 2}  # fmt: skip
_CHINESE_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "昨晚": -1, "今天": 0, "今晚": 0,
                 "今早": 0, "明天": 1, "后天": 2, "大后天": 3}  # fmt: skip
_DAYS = {**_ENGLISH_DAYS, **_CHINESE_DAYS}
_SPANS = {"day": 1, "week": 7, "month": 30, "year": 365, "天": 1, "日": 1, "周": 7,
          "星期": 7, "礼拜": 7, "月": 30, "年": 365}  # fmt: skip
_HAN_WEEKDAYS = "一二三四五六日"


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


def _relative_day(match: re.Match[str], today: date) -> Period:
    day = today + timedelta(days=_DAYS[match.group()])
    return day, day


def _weekday(match: re.Match[str], today: date) -> Period:
    day = _monday(today) + timedelta(days=_WEEKDAYS.index(match[2][:3]))
    which = match[1] or ""
    if which == "next":
        day += timedelta(days=7)
    elif which == "last" and day >= today:
        day -= timedelta(days=7)
    elif not which.startswith(("this", "next", "last")) and day > today:
        day -= timedelta(days=7)
    return day, day


def _han_weekday(match: re.Match[str], today: date) -> Period:
    number = _HAN_WEEKDAYS.index(match[2].replace("天", "日"))
    day = _monday(today) + timedelta(days=number)
    shift = {"上上": -14, "上": -7, "下": 7}.get(match[1] or "", 0)
    if not match[1] and day > today:
        shift = -7
    day += timedelta(days=shift)
    return day, day


def _ago(match: re.Match[str], today: date) -> Period | None:
    count = _count(match[1])
    if count is None:
        return None
    length = _SPANS[match[2]]
    day = today - timedelta(days=round(count * length))
    # "two weeks ago" is hardly ever that very day.
    slack = timedelta(days=0 if length == 1 else length // 4 or 1)
    return day - slack, min(day + slack, today)


def _past(match: re.Match[str], today: date) -> Period | None:
    count = _count(match[1] or "1")
    return None if count is None else (
        today - timedelta(days=round(count * _SPANS[match[2]])), today
    )  # fmt: skip


def _week(match: re.Match[str], today: date) -> Period:
    monday = _monday(today) + timedelta(days=7 * _direction(match[1]))
    return monday, monday + timedelta(days=6)


def _month(match: re.Match[str], today: date) -> Period:
    months = today.year * 12 + today.month - 1 + _direction(match[1])
    return _whole_month(months // 12, months % 12 + 1)


def _year(match: re.Match[str], today: date) -> Period:
    year = today.year + _direction(match[1])
    return date(year, 1, 1), date(year, 12, 31)


def _iso(match: re.Match[str], today: date) -> Period:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    return day, day


def _month_day(match: re.Match[str], today: date) -> Period:
    return _nearest(today, _month_number(match[1]), int(match[2]), match[3])


def _day_month(match: re.Match[str], today: date) -> Period:
    return _nearest(today, _month_number(match[2]), int(match[1]), match[3])


def _slashed(match: re.Match[str], today: date) -> Period:
    return _nearest(today, int(match[1]), int(match[2]), match[3])


def _han_date(match: re.Match[str], today: date) -> Period | None:
    month, day = _count(match[2]), _count(match[3])
    if month is None or day is None:
        return None
    return _nearest(today, int(month), int(day), match[1])


def _named_month(match: re.Match[str], today: date) -> Period:
    month = _month_number(match[1])
    return _whole_month(today.year - (month > today.month), month)


def _nearest(today: date, month: int, day: int, year: str | None) -> Period:
    """Customers speak of what was; a day over three months ahead was last year's."""
    if year:
        number = int(year) + (2000 if int(year) < 100 else 0)
        found = date(number, month, day)
    else:
        found = date(today.year, month, day)
        if found > today + timedelta(days=90):
            found = date(today.year - 1, month, day)
    return found, found


def _whole_month(year: int, month: int) -> Period:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _direction(word: str) -> int:
    if word in {"last", "past", "上", "上个", "去"}:
        return -1
    return 1 if word in {"next", "下", "下个", "明"} else 0


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _count(text: str) -> float | None:
    return 1.0 if text in {"a", "an"} else parse_number(text)


_YEAR_TAIL = r"(?:,? (?:of )?(20\d\d))?"
_READINGS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (r"\b(?:" + "|".join(sorted(_ENGLISH_DAYS, key=len, reverse=True)) + r")\b"
         "|" + "|".join(sorted(_CHINESE_DAYS, key=len, reverse=True)), _relative_day),
        (rf"\b(?:(last|past|this past|this|next|on)\s+){_WEEKDAY}", _weekday),
        (r"(上上|上|这|本|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])(?!天|个|次)", _han_weekday),
        (rf"\b{_COUNT}\s?(day|week|month|year)s? (?:ago|back)\b", _ago),
        (rf"{_COUNT}\s?个?(天|日|周|星期|礼拜|月|年)(?:之|以)?前", _ago),
        (rf"\b(?:last|past|previous|recent)\s{_COUNT}\s?(day|week|month|year)s\b", _past),
        (rf"(?:最近|近|过去|这)(?:的)?{_COUNT}?个?(天|日|周|星期|礼拜|月|年)(?!前)", _past),
        (r"\b(last|past|this|next) week\b", _week),
        (r"(上个?|这个?|本|下个?)(?:周|星期|礼拜)(?![一二三四五六日天末])", _week),
        (r"\b(last|past|this|next) month\b", _month),
        (r"(上个?|这个?|本|下个?)月(?!\d|初)", _month),
        (r"\b(last|this|next) year\b", _year),
        (r"(去|今|明)年", _year),
        (r"(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", _iso),
        (rf"\b{_MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR_TAIL}", _month_day),
        (rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}{_YEAR_TAIL}", _day_month),
        (r"(?<![\d/#w.])(\d{1,2})/(\d{1,2})(?:/(20\d\d|\d\d))?(?![\d/])", _slashed),
        (r"(?:(20\d\d)年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月"
         r"(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?", _han_date),
        (rf"\b(?:in|since|during) {_MONTH}(?! \d)", _named_month),
    )
)  # fmt: skip
