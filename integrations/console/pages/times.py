"""Moments as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from integrations.console.wording import Wording
from knowledge.clock import now


@dataclass(frozen=True, slots=True)
class Times:
    """In one language and one time zone."""

    wording: Wording
    zone: tzinfo

    def clock(self, at: datetime) -> str:
        """``14:05``."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def local_day(self, at: datetime) -> date:
        """The day on the reader's calendar."""
        return at.astimezone(self.zone).date()

    def day(self, at: datetime) -> str:
        """``Today``, ``Yesterday``, ``3 November``."""
        day, today = self.local_day(at), self.local_day(now())
        if day == today:
            return self.wording("times.today")
        if day == today - timedelta(days=1):
            return self.wording("times.yesterday")
        return self._date(day, today)

    def short(self, at: datetime) -> str:
        """The clock for today, else the day: for the corner of a list's row."""
        return (
            self.clock(at)
            if self.local_day(at) == self.local_day(now())
            else self.day(at)
        )

    def full(self, at: datetime) -> str:
        """``3 November, 14:05``."""
        return self.wording("times.full", day=self.day(at), clock=self.clock(at))

    def since(self, at: datetime) -> str:
        """How long ago, in the largest unit: ``4 min``, ``2 h``, ``3 d``."""
        minutes = max(int((now() - at).total_seconds() // 60), 0)
        if minutes == 0:
            return self.wording("times.moment")
        if minutes < 60:
            return self.wording("times.minutes", count=minutes)
        if minutes < 48 * 60:
            return self.wording("times.hours", count=minutes // 60)
        return self.wording("times.days", count=minutes // (24 * 60))

    def _date(self, day: date, today: date) -> str:
        key = "times.date" if day.year == today.year else "times.date_with_year"
        month = self.wording(f"times.months.{day.month}")
        return self.wording(key, day=day.day, month=month, year=day.year)
