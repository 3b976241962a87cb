"""What becomes of an order afterwards: cancellations, returns, exchanges, refunds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from knowledge.seed.plans import PlannedLine, PlannedOrder, PlannedPayment


@dataclass(frozen=True)
class Aftermath:
    """Money that flows back, and the facts that the order keeps of it."""

    refunds: tuple[PlannedPayment, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


def aftermath(order: PlannedOrder, throw: Random, now: datetime) -> Aftermath:
    """What the order's status brought with it."""
    match order.draft.status:
        case "cancelled":
            return _cancelled(order, throw, now)
        case "return requested":
            return Aftermath(details=_wish_to_return(order, throw, now))
        case "returned":
            return _returned(order, throw, now)
        case "exchange requested":
            return _exchange(order, throw, now)
        case "refunded":
            return _refunded(order, throw)
        case _:
            return Aftermath()


def _cancelled(order: PlannedOrder, throw: Random, now: datetime) -> Aftermath:
    placed = order.draft.placed_at
    at = placed + min(timedelta(minutes=throw.randint(8, 900)), (now - placed) / 2)
    reason = throw.choice(["no longer needed", "ordered by mistake"])
    return Aftermath(
        _money_back(order, at),
        {"cancel_reason": reason, "cancelled_at": _stamp(at)},
    )


def _wish_to_return(
    order: PlannedOrder, throw: Random, now: datetime
) -> dict[str, Any]:
    """The customer announced a return after the last parcel had come."""
    lines = _some(order.draft.lines, throw)
    came = _arrival(order)
    at = came + min(timedelta(hours=throw.randint(20, 400)), (now - came) * 0.8)
    return {
        "return_items": _items(lines),
        "return_payment_method_id": order.payments[0].method_id,
        "return_reason": throw.choice(_reasons(lines)),
        "return_requested_at": _stamp(at),
        "refund_amount": _worth(order, lines),
    }


def _returned(order: PlannedOrder, throw: Random, now: datetime) -> Aftermath:
    details = _wish_to_return(order, throw, _arrival(order) + timedelta(days=14))
    asked = datetime.fromisoformat(details["return_requested_at"])
    at = min(asked + timedelta(days=throw.uniform(4, 9)), now)
    at = at.replace(second=0, microsecond=0)
    method = details["return_payment_method_id"]
    refund = PlannedPayment("refund", details["refund_amount"], method, at)
    return Aftermath((refund,), details | {"returned_at": _stamp(at)})


def _exchange(order: PlannedOrder, throw: Random, now: datetime) -> Aftermath:
    """The same product in another colour or size, or once more the same."""
    line = max(order.draft.lines, key=lambda one: len(one.product.variants))
    others = [v for v in line.product.variants if v.id != line.variant.id and v.stock]
    new = throw.choice(others or [line.variant])
    came = _arrival(order)
    at = came + min(timedelta(hours=throw.randint(10, 300)), (now - came) * 0.8)
    details = {
        "exchange_items": [line.variant.id],
        "exchange_new_items": [new.id],
        "exchange_payment_method_id": order.payments[0].method_id,
        "exchange_price_difference": new.price - line.variant.price,
        "exchange_requested_at": _stamp(at),
    }
    return Aftermath(details=details)


def _refunded(order: PlannedOrder, throw: Random) -> Aftermath:
    """The whole order went wrong on the road, and everything was paid back."""
    last = max(scan.at for parcel in order.parcels for scan in parcel.scans)
    at = last + timedelta(hours=throw.randint(6, 60))
    lost = any(parcel.status == "lost" for parcel in order.parcels)
    reason = "lost in transit" if lost else "damaged in transit"
    return Aftermath(
        _money_back(order, at),
        {
            "refund_reason": reason,
            "refund_amount": order.total,
            "refunded_at": _stamp(at),
        },
    )


def _money_back(order: PlannedOrder, at: datetime) -> tuple[PlannedPayment, ...]:
    return tuple(
        PlannedPayment("refund", paid.amount, paid.method_id, at)
        for paid in order.payments
    )


def _worth(order: PlannedOrder, lines: tuple[PlannedLine, ...]) -> int:
    """What the lines cost, less their share of the discount on the goods."""
    goods = sum(line.amount for line in lines)
    off_goods = 0 if order.coupon_code == "FREESHIP" else order.discount
    return goods - off_goods * goods // order.draft.goods


def _some(lines: tuple[PlannedLine, ...], throw: Random) -> tuple[PlannedLine, ...]:
    return lines if throw.random() < 0.35 else (throw.choice(lines),)


def _items(lines: tuple[PlannedLine, ...]) -> list[str]:
    """The variant's id once for each piece, sorted, as the operations keep it."""
    return sorted(line.variant.id for line in lines for _ in range(line.quantity))


def _reasons(lines: tuple[PlannedLine, ...]) -> list[str]:
    worn = any(line.product.shelf.wearer for line in lines)
    reasons = ["changed_mind", "not_as_described", "defective"]
    return ["wrong_size", "wrong_size", *reasons] if worn else reasons


def _arrival(order: PlannedOrder) -> datetime:
    return max(p.delivered_at for p in order.parcels if p.delivered_at is not None)


def _stamp(at: datetime) -> str:
    return at.replace(second=0, microsecond=0).isoformat()
