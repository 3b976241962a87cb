"""From drafts to orders: numbers, fees, coupons, payments, parcels, refunds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from knowledge.seed.aftermath import Aftermath, aftermath
from knowledge.seed.calendar import present
from knowledge.seed.coupons import demo_coupons
from knowledge.seed.dice import dice
from knowledge.seed.journeys import parcels_of
from knowledge.seed.plans import Draft, PlannedOrder, PlannedPayment

# As the shop's facts say: standard, abroad, and from when standard is free.
STANDARD_FEE = 499
ABROAD_FEE = 1999
FREE_FROM = 4900
_AT_HOME = frozenset({"USA", "China"})
# Far from the numbers of other shops whose data people import.
FIRST_NUMBER = 1001000
COUPON_SHARE = 0.3


def finished(
    drafts: Sequence[Draft], tiers: dict[str, str], today: date
) -> Iterator[PlannedOrder]:
    """The orders in the order in which they were placed."""
    number = FIRST_NUMBER
    seen: set[str] = set()
    for draft in sorted(drafts, key=lambda d: (d.placed_at, d.customer.id)):
        throw = dice("finish", number)
        first = draft.customer.id not in seen
        seen.add(draft.customer.id)
        tier = tiers[draft.customer.id]
        yield finish(f"#W{number}", draft, throw, today, tier=tier, first=first)
        number += throw.randint(1, 3)


def finish(
    number: str,
    draft: Draft,
    throw: Random,
    today: date,
    *,
    tier: str,
    first: bool,
) -> PlannedOrder:
    """One order with everything that hangs on it."""
    address = throw.choices(draft.customer.addresses, _habit(draft))[0]
    fee = shipping_fee(draft.goods, address["country"])
    code, discount = _coupon(draft, throw, today, tier=tier, first=first, fee=fee)
    bare = PlannedOrder(number, draft, address, fee, discount, code, (), ())
    paid = replace(bare, payments=tuple(_payments(bare, throw)))
    sent = replace(paid, parcels=tuple(parcels_of(paid, throw, present(today))))
    return with_aftermath(sent, aftermath(sent, throw, present(today)))


def with_aftermath(order: PlannedOrder, after: Aftermath) -> PlannedOrder:
    """The order with what its status brought with it."""
    return replace(
        order,
        payments=order.payments + after.refunds,
        details=after.details,
    )


def shipping_fee(goods: int, country: str) -> int:
    """What sending ``goods`` (cents) costs."""
    if country not in _AT_HOME:
        return ABROAD_FEE
    return 0 if goods >= FREE_FROM else STANDARD_FEE


def _habit(draft: Draft) -> list[int]:
    return [5, 1][: len(draft.customer.addresses)]


def _coupon(
    draft: Draft, throw: Random, today: date, *, tier: str, first: bool, fee: int
) -> tuple[str | None, int]:
    if throw.random() > COUPON_SHARE:
        return None, 0
    lawful = [
        (coupon.code, worth)
        for coupon in demo_coupons(today)
        if (worth := coupon.discount(draft, tier=tier, first=first, shipping=fee))
    ]
    return throw.choice(lawful) if lawful else (None, 0)


def _payments(order: PlannedOrder, throw: Random) -> Iterator[PlannedPayment]:
    """The usual method pays; now and then a gift card pays a part."""
    customer, left = order.draft.customer, order.total
    at = order.draft.placed_at
    usual = throw.choices(customer.wallet, _preference(len(customer.wallet)))[0]
    if usual.kind == "gift_card":
        part = min(left, throw.choice([1000, 2000, 2500]))
        yield PlannedPayment("payment", part, usual.id, at)
        left, usual = left - part, customer.wallet[0]
    if left:
        yield PlannedPayment("payment", left, usual.id, at)


def _preference(methods: int) -> list[int]:
    return [6, 2, 1][:methods]
