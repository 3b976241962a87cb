"""An order or an account as plain JSON: for hashes, and for the log's from and to."""

from __future__ import annotations

from typing import Any

from knowledge.customers.models import Address, Customer
from knowledge.operations.requests import PLACE
from knowledge.operations.state import State
from knowledge.orders.models import Order


def snapshot(state: State) -> dict[str, Any]:
    """What the operation is done to, without what other orders share."""
    if state.order is not None:
        return _order(state.order)
    return _account(state.default_address)


def whole(state: State) -> dict[str, Any]:
    """As :func:`snapshot`, with the balances of the customer's gift cards."""
    return {**snapshot(state), "balances": _balances(state.customer)}


def changed(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parts that differ: as they were, and as they are."""
    names = [name for name in after if before.get(name) != after[name]]
    return (
        {name: before.get(name) for name in names},
        {name: after[name] for name in names},
    )


def _order(order: Order) -> dict[str, Any]:
    return {
        "status": order.status,
        "address": order.address,
        "details": order.details,
        "lines": [
            {
                "position": line.position,
                "variant_id": line.variant_id,
                "unit_price": line.unit_price,
                "quantity": line.quantity,
            }
            for line in order.lines
        ],
        "payments": [
            [entry.kind, entry.amount, entry.payment_method_id]
            for entry in order.payments
        ],
    }


def _account(place: Address | None) -> dict[str, Any]:
    if place is None:
        return {"default_address": None}
    return {"default_address": {part: getattr(place, part) for part in PLACE}}


def _balances(customer: Customer) -> dict[str, int]:
    return {
        method.id: method.balance
        for method in customer.payment_methods
        if method.balance is not None
    }
