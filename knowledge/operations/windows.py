"""Until when something is possible."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from knowledge.operations.rulebook import OperationRules, Reference, Window
from knowledge.operations.state import State


def number(value: Reference | int, settings: dict[str, int]) -> int:
    """A number as it stands in the rules, or as the shop has set it."""
    if isinstance(value, int):
        return value
    return settings[value.setting or ""]


def window_for(rules: OperationRules, kind: str | None) -> Window | None:
    """The window of the operation; by the kind of problem where that decides."""
    if rules.windows_by is None:
        return rules.window
    return rules.windows.get(kind or "")


def last_day(
    window: Window, state: State, positions: Iterable[int] | None = None
) -> date | None:
    """The last day; None when it is not known from when it counts."""
    begin = begins(window, state, positions)
    if begin is None:
        return None
    end = begin.date()
    if window.days is not None:
        end += timedelta(days=number(window.days, state.settings))
    if window.months is not None:
        end = _months_later(end, number(window.months, state.settings))
    return max(end, _holiday(window, state) or end)


def length(window: Window, state: State) -> int:
    """The days, or months, that the window is open."""
    value = window.days if window.days is not None else window.months
    return number(value if value is not None else 0, state.settings)


def begins(
    window: Window, state: State, positions: Iterable[int] | None
) -> datetime | None:
    """When it was placed; or when the earliest of these items was delivered."""
    if window.since == "placed":
        return state.the_order.placed_at
    if positions is None:
        return delivered_at(state)
    days = [_arrival(state, position) for position in positions]
    known = [day for day in days if day is not None]
    return min(known, default=None)


def delivered_at(state: State) -> datetime | None:
    """When the last parcel arrived, if all that is known has arrived."""
    known = [each.delivered_at for each in state.parcels if each.delivered_at]
    return max(known, default=None)


def _arrival(state: State, position: int) -> datetime | None:
    """Each item counts from the day on which its own parcel arrived."""
    for parcel in state.parcels:
        if position in parcel.line_positions and parcel.delivered_at:
            return parcel.delivered_at
    return delivered_at(state)


def _holiday(window: Window, state: State) -> date | None:
    placed = state.the_order.placed_at
    if window.holiday is None or placed is None:
        return None
    if placed.month not in window.holiday.months:
        return None
    return date(placed.year + 1, window.holiday.month, window.holiday.day)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
