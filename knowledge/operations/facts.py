"""The facts that rules may ask about. One that is absent is not known (yet)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from knowledge.catalogue.models import Variant
from knowledge.operations.requests import (
    PLACE,
    CancelOrder,
    ChangeAddress,
    ChangeDefaultAddress,
    ChangePayment,
    ItemOperation,
    Operation,
    ReportProblem,
    RequestInvoice,
    ReturnItems,
    SwapOperation,
)
from knowledge.operations.rulebook import OperationRules
from knowledge.operations.state import State, missing, taken
from knowledge.operations.windows import begins, last_day, length, window_for

Facts = dict[str, Any]


def facts_of(state: State, operation: Operation) -> Facts:
    """Everything that is known once the operation is complete."""
    rules = state.rules.operations[operation.name]
    facts: Facts = {}
    if state.order is not None:
        facts |= order_facts(state, operation.name)
    if isinstance(operation, ItemOperation):
        facts |= _items(state, operation, rules)
    if isinstance(operation, SwapOperation):
        facts |= _swap(state, operation)
    if isinstance(operation, ChangePayment | ReturnItems | SwapOperation):
        facts |= _method(state, operation.payment_method_id)
    if isinstance(operation, ChangePayment):
        facts["amount_due"] = _first_paid(state)
    return facts | _said(state, operation, rules)


def order_facts(state: State, operation: str) -> Facts:
    """What the order alone tells."""
    order = state.the_order
    rules = state.rules.operations[operation]
    facts: Facts = {
        "number": order.id,
        "status": order.status,
        "currency": order.currency,
        "tier": state.customer.tier,
        "country": order.address.get("country", ""),
        "paid_once": [entry.kind for entry in order.payments] == ["payment"],
        "today": state.at.date(),
        "price_drop": sum(drop for _, drop in price_drops(state)),
        "asked_before": operation in asked(state),
    }
    if rules.windows_by is None:
        facts |= _window(state, rules, None, None)
    return facts


def price_drops(state: State) -> list[tuple[str, int]]:
    """By how much each line has become cheaper, where it has."""
    drops = []
    for line in state.the_order.lines:
        variant = state.variants.get(line.variant_id)
        if variant is not None and variant.price < line.unit_price:
            fall = (line.unit_price - variant.price) * line.quantity
            drops.append((line.variant_id, fall))
    return drops


def asked(state: State) -> list[str]:
    """The kinds of requests that the order has seen."""
    return [each["kind"] for each in state.the_order.details.get("requests", ())]


def is_offered(variant: Variant, wanted: int = 1) -> bool:
    """Whether so many can be sold."""
    return variant.available and (variant.stock is None or variant.stock >= wanted)


def difference(state: State, operation: SwapOperation) -> int:
    """What the new variants cost more than was agreed for the old ones."""
    pieces = taken(state.the_order, operation.items)
    return sum(
        state.variants[new].price - piece.price
        for piece, new in zip(pieces, operation.new_items, strict=False)
        if new in state.variants
    )


def _window(
    state: State, rules: OperationRules, kind: str | None, positions: list[int] | None
) -> Facts:
    window = window_for(rules, kind)
    if window is None:
        return {}
    begin = begins(window, state, positions)
    return {
        "window_ends": last_day(window, state, positions),
        "window_began": begin.date() if begin else None,
        "window_length": length(window, state),
    }


def _items(state: State, operation: ItemOperation, rules: OperationRules) -> Facts:
    order = state.the_order
    positions = [piece.line.position for piece in taken(order, operation.items)]
    kind = operation.problem if isinstance(operation, ReportProblem) else None
    return {
        "items_count": len(operation.items),
        "items_missing": missing(order, operation.items),
        **_window(state, rules, kind, positions or None),
    }


def _swap(state: State, operation: SwapOperation) -> Facts:
    new = operation.new_items
    facts: Facts = {"pairs_match": len(new) == len(operation.items)}
    pieces = taken(state.the_order, operation.items)
    if not facts["pairs_match"] or len(pieces) != len(new):
        return facts
    pairs = list(zip(pieces, new, strict=True))
    wanted = Counter(new)
    due = difference(state, operation)
    return facts | {
        "items_of_other_products": [
            each for piece, each in pairs if not _same_product(state, each, piece.line)
        ],
        "items_unavailable": [
            each
            for each in dict.fromkeys(new)
            if each in state.variants
            and not is_offered(state.variants[each], wanted[each])
        ],
        "items_unchanged": [each for piece, each in pairs if piece.variant_id == each],
        "difference": due,
        "amount_due": max(due, 0),
    }


def _same_product(state: State, variant_id: str, line: Any) -> bool:
    variant = state.variants.get(variant_id)
    return variant is not None and variant.product_id == line.product_id


def _method(state: State, method_id: str) -> Facts:
    method = state.method(method_id)
    facts: Facts = {"method": method_id, "method_known": method is not None}
    if method is None:
        return facts
    first = state.the_order.payments[:1]
    original = any(entry.payment_method_id == method_id for entry in first)
    return facts | {
        "method_kind": method.kind,
        "method_original": original,
        "method_same": original,
        "gift_balance": method.balance or 0,
    }


def _first_paid(state: State) -> int:
    return sum(entry.amount for entry in state.the_order.payments[:1])


def _said(state: State, operation: Operation, rules: OperationRules) -> Facts:
    """The facts in what the customer said."""
    match operation:
        case CancelOrder(reason=reason) | ReturnItems(reason=reason):
            return {"reason": reason, "reason_lawful": reason in rules.reasons}
        case ReportProblem(problem=problem):
            return {"problem": problem, "reason_lawful": problem in rules.reasons}
        case RequestInvoice(title=title):
            return {"title": title, "title_given": bool(title.strip())}
        case ChangeAddress(address=address):
            there = state.the_order.address.get("country", "")
            same = _country(address.get("country", "")) == _country(there)
            return {"address_missing": _gaps(address), "country_same": same}
        case ChangeDefaultAddress(address=address):
            return {"address_missing": _gaps(address)}
        case _:
            return {}


def _gaps(address: dict[str, str]) -> list[str]:
    may_be_empty = {"line2", "state"}
    return [
        part
        for part in PLACE
        if part not in may_be_empty and not address.get(part, "").strip()
    ]


def _country(name: str) -> str:
    letters = "".join(letter for letter in name.lower() if letter.isalpha())
    return _COUNTRIES.get(letters, letters)


_COUNTRIES = {
    "us": "usa",
    "america": "usa",
    "unitedstates": "usa",
    "unitedstatesofamerica": "usa",
    "美国": "usa",
    "cn": "china",
    "prc": "china",
    "中国": "china",
}
