"""Readings of a matched phrase as the first and last day it means."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.entities.numbers import parse_number

Period = tuple[date, date]

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN_WEEKDAYS = "一二三四五六日"
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
ENGLISH_DAYS = {
    **{"today": 0, "tonight": 0, "this morning": 0, "tomorrow": 1},
    **{"yesterday": -1, "last night": -1, "the day before yesterday": -2},
    **{"the day after tomorrow": 2},
}
CHINESE_DAYS = {
    **{"大前天": -3, "前天": -2, "昨天": -1, "昨晚": -1, "今天": 0, "今晚": 0},
    **{"今早": 0, "明天": 1, "后天": 2, "大后天": 3},
}
_DAYS = {**ENGLISH_DAYS, **CHINESE_DAYS}
_SPANS = {
    **{"day": 1, "week": 7, "month": 30, "year": 365},
    **{"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365},
}


def relative_day(match: re.Match[str], today: date) -> Period:
    """Yesterday, 后天."""
    day = today + timedelta(days=_DAYS[match.group()])
    return day, day


def weekday(match: re.Match[str], today: date) -> Period:
    """Last Tuesday; a bare weekday is the latest one."""
    day = _monday(today) + timedelta(days=_WEEKDAYS.index(match[2][:3]))
    which = match[1] or ""
    if which == "next":
        day += timedelta(days=7)
    elif (which == "last" and day >= today) or (
        not which.startswith(("this", "next", "last")) and day > today
    ):
        day -= timedelta(days=7)
    return day, day


def han_weekday(match: re.Match[str], today: date) -> Period:
    """上周三; without 上 or 下 the latest one."""
    number = _HAN_WEEKDAYS.index(match[2].replace("天", "日"))
    day = _monday(today) + timedelta(days=number)
    shift = {"上上": -14, "上": -7, "下": 7}.get(match[1] or "", 0)
    if not match[1] and day > today:
        shift = -7
    day += timedelta(days=shift)
    return day, day


def ago(match: re.Match[str], today: date) -> Period | None:
    """Three days ago; longer spans are meant roughly."""
    count = _count(match[1])
    if count is None:
        return None
    length = _SPANS[match[2]]
    day = today - timedelta(days=round(count * length))
    # "two weeks ago" is hardly ever that very day.
    slack = timedelta(days=0 if length == 1 else length // 4 or 1)
    return day - slack, min(day + slack, today)


def past(match: re.Match[str], today: date) -> Period | None:
    """The last 30 days."""
    count = _count(match[1] or "1")
    return None if count is None else (
        today - timedelta(days=round(count * _SPANS[match[2]])), today
    )  # fmt: skip


def week(match: re.Match[str], today: date) -> Period:
    """Last week, Monday to Sunday."""
    monday = _monday(today) + timedelta(days=7 * _direction(match[1]))
    return monday, monday + timedelta(days=6)


def month(match: re.Match[str], today: date) -> Period:
    """Last month, whole."""
    months = today.year * 12 + today.month - 1 + _direction(match[1])
    return _whole_month(months // 12, months % 12 + 1)


def year(match: re.Match[str], today: date) -> Period:
    """This year, whole."""
    year = today.year + _direction(match[1])
    return date(year, 1, 1), date(year, 12, 31)


def iso(match: re.Match[str], _: date) -> Period:
    """2026-03-05."""
    day = date(int(match[1]), int(match[2]), int(match[3]))
    return day, day


def month_day(match: re.Match[str], today: date) -> Period:
    """March 5th."""
    return _nearest(today, _month_number(match[1]), int(match[2]), match[3])


def day_month(match: re.Match[str], today: date) -> Period:
    """5th of March."""
    return _nearest(today, _month_number(match[2]), int(match[1]), match[3])


def slashed(match: re.Match[str], today: date) -> Period:
    """3/5, month first."""
    return _nearest(today, int(match[1]), int(match[2]), match[3])


def han_date(match: re.Match[str], today: date) -> Period | None:
    """3月5日."""
    month, day = _count(match[2]), _count(match[3])
    if month is None or day is None:
        return None
    return _nearest(today, int(month), int(day), match[1])


def named_month(match: re.Match[str], today: date) -> Period:
    """In March, the latest one, whole."""
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
