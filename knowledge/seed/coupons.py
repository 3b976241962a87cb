"""The demo shop's coupons, and which of them an order could use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from knowledge.database.base import Localised
from knowledge.seed.calendar import moment
from knowledge.seed.plans import Draft
from knowledge.seed.sheets import HERE, departments, read_yaml


@dataclass(frozen=True)
class PlannedCoupon:
    """A code with its terms; amounts in cents."""

    code: str
    kind: str
    value: int
    threshold: int
    tiers: tuple[str, ...]
    departments: tuple[str, ...]
    new_customers_only: bool
    starts_at: datetime
    ends_at: datetime
    description: Localised

    @property
    def category_ids(self) -> list[str]:
        """The departments and all their shelves, so that either matches."""
        return [
            category
            for department in departments()
            if department.id in self.departments
            for category in (department.id, *(shelf.id for shelf in department.shelves))
        ]

    def discount(self, draft: Draft, *, tier: str, first: bool, shipping: int) -> int:
        """What it takes off; 0 where it may not be used."""
        goods = sum(
            line.amount
            for line in draft.lines
            if not self.departments or line.product.department in self.departments
        )
        lawful = (
            self.starts_at <= draft.placed_at < self.ends_at
            and (first or not self.new_customers_only)
            and (not self.tiers or tier in self.tiers)
            and goods >= max(self.threshold, 1)
        )
        return self._worth(goods, shipping) if lawful else 0

    def _worth(self, goods: int, shipping: int) -> int:
        match self.kind:
            case "percentage":
                return goods * self.value // 100
            case "amount":
                return min(self.value, goods)
            case _:
                return shipping


@cache
def demo_coupons(today: date) -> tuple[PlannedCoupon, ...]:
    """Every coupon, with its dates counted from ``today``."""
    rows: list[dict[str, Any]] = read_yaml(HERE / "coupons.yml")
    return tuple(_coupon(row, today) for row in rows)


def _coupon(row: dict[str, Any], today: date) -> PlannedCoupon:
    start, end = row["days"]
    cents = 1 if row["kind"] == "percentage" else 100
    return PlannedCoupon(
        code=row["code"],
        kind=row["kind"],
        value=row["value"] * cents,
        threshold=row.get("threshold", 0) * 100,
        tiers=tuple(row.get("tiers", ())),
        departments=tuple(row.get("departments", ())),
        new_customers_only=row.get("new_customers_only", False),
        starts_at=moment(today, days=start),
        ends_at=moment(today, days=end + 1),
        description=dict(zip(("en", "zh"), row["description"], strict=True)),
    )
