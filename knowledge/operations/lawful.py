"""What is lawful instead of what was refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from knowledge.operations.engine import first_broken
from knowledge.operations.errors import Alternative
from knowledge.operations.facts import facts_of, is_offered, order_facts
from knowledge.operations.requests import (
    ItemOperation,
    Operation,
    SwapOperation,
)
from knowledge.operations.rulebook import Rule
from knowledge.operations.state import State, pieces_of, taken

PERSON = "talk_to_person"  # no operation, and always possible


@dataclass(frozen=True)
class Possibility:
    """An operation, and the rule by which the order as it is excludes it, if any."""

    operation: str
    broken: str | None = None
    facts: dict[str, Any] | None = None

    @property
    def allowed(self) -> bool:
        """Whether nothing that is known yet speaks against it."""
        return self.broken is None


def possibilities(state: State) -> list[Possibility]:
    """Every operation on the order, judged by what the order alone tells."""
    names = [
        name
        for name in state.rules.operations
        if (name == "change_default_address") == (state.order is None)
    ]
    return [_possibility(state, name) for name in names]


def alternatives(
    state: State, operation: Operation, broken: Rule
) -> tuple[Alternative, ...]:
    """Other values of the argument that broke the rule, and other operations."""
    found = []
    if broken.offer is not None:
        values = lawful_values(state, operation, broken.offer)
        if values:
            found.append(Alternative(operation.name, broken.offer, values))
    for name in broken.instead:
        if name == PERSON or _is_open(state, name):
            found.append(Alternative(name))
    return tuple(found)


def lawful_values(state: State, operation: Operation, field: str) -> tuple[str, ...]:
    """The values of the argument with which nothing would break."""
    match field:
        case "payment_method_id":
            return lawful_methods(state, operation)
        case "reason" | "problem":
            return state.rules.operations[operation.name].reasons
        case "items":
            ids = [piece.variant_id for piece in pieces_of(state.the_order)]
            return tuple(dict.fromkeys(ids))
        case _:
            return _offered_variants(state, operation)


def lawful_methods(state: State, operation: Operation) -> tuple[str, ...]:
    """The payment methods that no rule about payment methods excludes."""
    rules = state.rules.operations[operation.name].rules
    ours = [rule for rule in rules if rule.offer == "payment_method_id"]
    lawful = []
    for method in state.customer.payment_methods:
        other: Any = replace(operation, payment_method_id=method.id)  # type: ignore[call-arg]  # only operations that are paid offer methods
        facts = facts_of(state, other)
        if first_broken(ours, facts, state.settings, partly=True) is None:
            lawful.append(method.id)
    return tuple(lawful)


def _offered_variants(state: State, operation: Operation) -> tuple[str, ...]:
    """Other variants of the products that the named items are of.

    Those that the state has not loaded are found through the variant's product.
    """
    if not isinstance(operation, SwapOperation | ItemOperation):
        return ()
    found: dict[str, None] = {}
    for piece in taken(state.the_order, operation.items):
        variant = state.variants.get(piece.variant_id)
        for other in variant.product.variants if variant else ():
            if is_offered(other) and other.id != piece.variant_id:
                found[other.id] = None
    return tuple(found)


def _is_open(state: State, name: str) -> bool:
    if name == "change_default_address":
        return name in state.rules.operations
    return name in state.rules.operations and _possibility(state, name).allowed


def _possibility(state: State, name: str) -> Possibility:
    if state.order is None:
        return Possibility(name)
    facts = order_facts(state, name)
    rules = state.rules.operations[name].rules
    broken = first_broken(rules, facts, state.settings, partly=True)
    if broken is None:
        return Possibility(name, facts=facts)
    return Possibility(name, broken.name, facts)
