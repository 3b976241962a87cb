"""Moments of the demo shop's life, counted from the day on which it is loaded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


def moment(
    today: date, *, days: float = 0, hours: float = 0, minutes: float = 0
) -> datetime:
    """Midnight (UTC) of ``today``, moved; whole minutes."""
    start = datetime.combine(today, time(), UTC)
    moved = start + timedelta(days=days, hours=hours, minutes=minutes)
    return moved.replace(second=0, microsecond=0)


def present(today: date) -> datetime:
    """The last moment of which the demo shop may know anything.

    Early in the day, so that nothing lies in the future at whatever hour it is loaded.
    """
    return moment(today, hours=1)
