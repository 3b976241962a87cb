"""How the demo shop's customers pay."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class PlannedPaymentMethod:
    """One way to pay; only gift cards have a balance, in cents."""

    id: str
    kind: str
    brand: str | None = None
    last_four: str | None = None
    balance: int | None = None


def a_wallet(
    customer: str, *, chinese: bool, throw: Random
) -> tuple[PlannedPaymentMethod, ...]:
    """One to three ways to pay; the first is the usual one."""
    first = _chinese_ways(throw) if chinese else _western_ways(throw)
    methods = [_method(kind, customer, throw) for kind in first]
    if throw.random() < 0.25:
        methods.append(_gift_card(customer, throw))
    return tuple(methods)


def card(customer: str, brand: str, last_four: str) -> PlannedPaymentMethod:
    """A credit card."""
    return PlannedPaymentMethod(
        f"card_{customer}", "credit_card", brand=brand, last_four=last_four
    )


def _western_ways(throw: Random) -> list[str]:
    if throw.random() < 0.3:
        return ["credit_card", "paypal"]
    return ["credit_card"] if throw.random() < 0.75 else ["paypal"]


def _chinese_ways(throw: Random) -> list[str]:
    ways = [throw.choice(["alipay", "wechat_pay"])]
    if throw.random() < 0.35:
        ways.append("credit_card")
    return ways


def _method(kind: str, customer: str, throw: Random) -> PlannedPaymentMethod:
    if kind != "credit_card":
        return PlannedPaymentMethod(f"{kind}_{customer}", kind)
    brand = throw.choice(["visa", "visa", "mastercard", "mastercard", "amex"])
    return card(customer, brand, f"{throw.randint(0, 9999):04d}")


def _gift_card(customer: str, throw: Random) -> PlannedPaymentMethod:
    balance = throw.choice([1500, 2500, 3000, 5000, 7500, 10000])
    return PlannedPaymentMethod(f"gift_card_{customer}", "gift_card", balance=balance)
