"""What an operation would do: computed from the state, before anything is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from knowledge.operations.engine import holds
from knowledge.operations.facts import Facts, difference, price_drops
from knowledge.operations.requests import (
    CancelOrder,
    ChangePayment,
    ClaimPriceProtection,
    ExchangeItems,
    Operation,
    ReportProblem,
    RequestInvoice,
    ReturnItems,
    SwapOperation,
    to_json,
)
from knowledge.operations.rulebook import OperationRules
from knowledge.operations.state import State, taken
from knowledge.operations.windows import number


@dataclass(frozen=True)
class Movement:
    """Money that moves: booked at once, or promised for later."""

    kind: str  # payment | refund
    amount: int
    payment_method_id: str
    now: bool = True


@dataclass(frozen=True)
class Terms:
    """The effects: a status, money, and what the order keeps of it."""

    status: str | None = None
    movements: tuple[Movement, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    # A request that people work on: {"kind", ...}
    request: dict[str, Any] | None = None
    fees: dict[str, int] = field(default_factory=dict)


def terms_of(state: State, operation: Operation, facts: Facts) -> Terms:
    """What the operation would do to this state."""
    rules = state.rules.operations[operation.name]
    for kind, make in _MAKERS.items():
        if isinstance(operation, kind):
            return make(state, operation, rules, facts)
    return Terms(status=rules.status)


def _cancel(
    state: State, operation: CancelOrder, rules: OperationRules, _facts: Facts
) -> Terms:
    every = rules.refund == "every_entry"
    return Terms(
        status=rules.status,
        movements=tuple(_every_entry(state) if every else _net(state)),
        details=_stamped(state, rules, "cancelled_at", cancel_reason=operation.reason),
    )


def _every_entry(state: State) -> list[Movement]:
    return [
        Movement("refund", entry.amount, entry.payment_method_id)
        for entry in state.the_order.payments
    ]


def _net(state: State) -> list[Movement]:
    """What each method has paid and not got back; never more than all together."""
    paid: dict[str, int] = defaultdict(int)
    for entry in state.the_order.payments:
        sign = 1 if entry.kind == "payment" else -1
        paid[entry.payment_method_id] += sign * entry.amount
    left = sum(paid.values())
    movements = []
    for method, amount in paid.items():
        back = min(amount, left)
        if back > 0:
            movements.append(Movement("refund", back, method))
            left -= back
    return movements


def _payment(
    state: State, operation: ChangePayment, rules: OperationRules, _facts: Facts
) -> Terms:
    first = state.the_order.payments[0]
    return Terms(
        status=rules.status,
        movements=(
            Movement("payment", first.amount, operation.payment_method_id),
            Movement("refund", first.amount, first.payment_method_id),
        ),
    )


def _swap(
    state: State, operation: SwapOperation, rules: OperationRules, _facts: Facts
) -> Terms:
    more = difference(state, operation)
    later = isinstance(operation, ExchangeItems)
    movement = Movement(
        "payment" if more > 0 else "refund",
        abs(more),
        operation.payment_method_id,
        now=not later,
    )
    if not later:
        return Terms(status=rules.status, movements=(movement,))
    details = _stamped(
        state,
        rules,
        "exchange_requested_at",
        exchange_items=sorted(operation.items),
        exchange_new_items=sorted(operation.new_items),
        exchange_payment_method_id=operation.payment_method_id,
        exchange_price_difference=more,
    )
    return Terms(status=rules.status, movements=(movement,), details=details)


def _return(
    state: State, operation: ReturnItems, rules: OperationRules, facts: Facts
) -> Terms:
    fees = {
        fee.name: number(fee.amount, state.settings)
        for fee in rules.fees
        if all(holds(test, facts, state.settings) for test in fee.when)
    }
    back = max(_worth(state, operation.items) - sum(fees.values()), 0)
    details = _stamped(
        state,
        rules,
        "return_requested_at",
        return_items=sorted(operation.items),
        return_payment_method_id=operation.payment_method_id,
    )
    if rules.stamps:
        details |= {"return_reason": operation.reason, "refund_amount": back}
    movement = Movement("refund", back, operation.payment_method_id, now=False)
    return Terms(status=rules.status, movements=(movement,), details=details, fees=fees)


def _worth(state: State, items: tuple[str, ...]) -> int:
    """What was really paid for the items: less their share of the discount."""
    order = state.the_order
    goods = sum(line.unit_price * line.quantity for line in order.lines)
    worth = sum(piece.price for piece in taken(order, items))
    # A coupon for the shipping takes nothing off the goods.
    off = order.discount if order.discount != order.shipping_fee else 0
    return worth - (off * worth // goods if goods else 0)


def _protection(
    state: State, operation: ClaimPriceProtection, _rules: OperationRules, facts: Facts
) -> Terms:
    first = state.the_order.payments[:1]
    method = first[0].payment_method_id if first else ""
    fall: int = facts["price_drop"]
    request = {
        "kind": operation.name,
        "amount": fall,
        "items": [item for item, _ in price_drops(state)],
        "at": state.at.isoformat(timespec="seconds"),
    }
    return Terms(
        movements=(Movement("refund", fall, method, now=False),), request=request
    )


def _request(
    state: State, operation: Operation, _rules: OperationRules, _facts: Facts
) -> Terms:
    asked = {
        name: value
        for name, value in to_json(operation).items()
        if name not in {"name", "order_id"}
    }
    at = state.at.isoformat(timespec="seconds")
    return Terms(request={"kind": operation.name, **asked, "at": at})


def _stamped(
    state: State, rules: OperationRules, stamp: str, **details: Any
) -> dict[str, Any]:
    if not rules.stamps:
        return details
    return {**details, stamp: state.at.isoformat(timespec="seconds")}


_MAKERS: dict[type[Operation], Callable[[State, Any, OperationRules, Facts], Terms]] = {
    CancelOrder: _cancel,
    ChangePayment: _payment,
    SwapOperation: _swap,
    ReturnItems: _return,
    ClaimPriceProtection: _protection,
    RequestInvoice: _request,
    ReportProblem: _request,
}
