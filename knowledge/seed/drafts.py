"""Who ordered what over the last year, and how each order ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from knowledge.seed.baskets import basket
from knowledge.seed.calendar import moment, present
from knowledge.seed.customers import PlannedCustomer
from knowledge.seed.dice import dice
from knowledge.seed.parcels import route_to
from knowledge.seed.plans import Draft

# How many orders (without the personas') stand in each status; the rest: delivered.
OTHER_ORDERS = 1992
STATUSES = {
    "pending": 48,
    "processed": 52,
    "shipped": 120,
    "cancelled": 110,
    "return requested": 52,
    "returned": 74,
    "exchange requested": 34,
    "refunded": 38,
}
FATES = {
    "on time": 60,
    "split": 16,
    "out": 10,
    "delayed": 12,
    "failed": 8,
    "stalled": 7,
    "damaged": 4,
    "lost": 3,
}
YEAR = 365
# Weeks within which somebody who wants to send something back says so.
_REGRET_DAYS = 20


def other_drafts(customers: Sequence[PlannedCustomer], today: date) -> Iterator[Draft]:
    """The orders of everybody but the personas, in no order."""
    activity = [customer.activity for customer in customers]
    for number, (status, fate) in enumerate(_ends()):
        throw = dice("order", number)
        while True:
            customer = throw.choices(customers, activity)[0]
            placed = _placed(status, fate, customer, throw, today)
            if placed is not None:
                break
        yield Draft(customer, status, placed, basket(customer, throw), fate)


def _ends() -> Iterator[tuple[str, str]]:
    fates = [fate for fate, count in FATES.items() for _ in range(count)]
    for status, count in STATUSES.items():
        for number in range(count):
            yield status, fates[number] if status == "shipped" else ""
    for _ in range(OTHER_ORDERS - sum(STATUSES.values())):
        yield "delivered", ""


def _placed(
    status: str, fate: str, customer: PlannedCustomer, throw: Random, today: date
) -> datetime | None:
    """When such an order may have been placed; None if the customer came too late."""
    country = customer.addresses[0]["country"]
    if fate == "out" and country not in {"China", "Australia"}:
        return None  # couriers elsewhere are not at work at this hour
    longest = route_to(country).longest + 3
    youngest, oldest = _ages(status, fate, longest)
    joined = (present(today) - customer.joined_at) / timedelta(days=1)
    oldest = min(oldest, joined)
    if oldest <= youngest:
        return None
    # More orders lately than a year ago: the shop grows.
    age = youngest + (oldest - youngest) * throw.random() ** 1.25
    return _in_waking_hours(moment(today, hours=1 - age * 24), country, throw, today)


def _ages(status: str, fate: str, longest: int) -> tuple[float, float]:
    """The least and greatest age in days of an order in this state."""
    ages = {
        "pending": (0.02, 1.1),
        "processed": (0.6, 2.4),
        "cancelled": (0.5, YEAR - 1),
        "return requested": (longest + 2, longest + _REGRET_DAYS),
        "exchange requested": (longest + 2, longest + _REGRET_DAYS),
        "returned": (longest + 22, YEAR - 1),
        "refunded": (longest + 30, YEAR - 1),
        "delivered": (longest + 1, YEAR - 1),
    }
    shipped = {
        "on time": (2.2, longest - 2.5),
        "split": (2.2, longest - 2.5),
        "out": (longest - 4.0, longest + 2.0),
        "delayed": (longest + 2.0, longest + 6.0),
        "failed": (longest - 3.0, longest + 2.0),
        "stalled": (9.0, 13.0),
        "damaged": (5.0, longest + 2.0),
        "lost": (26.0, 40.0),
    }
    return shipped[fate] if status == "shipped" else ages[status]


def _in_waking_hours(
    at: datetime, country: str, throw: Random, today: date
) -> datetime:
    """People order by day; an order placed at night is put off by some hours."""
    utc = 8 if country == "China" else -5 if country == "USA" else 0
    hour = (at + timedelta(hours=utc)).hour
    if 1 <= hour < 7:
        at += timedelta(hours=throw.randint(6, 12))
    return min(at, present(today) - timedelta(minutes=throw.randint(2, 50)))
