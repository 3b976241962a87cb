"""What would happen, shown before anybody says yes to it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from knowledge.operations.engine import first_broken
from knowledge.operations.errors import Refusal
from knowledge.operations.facts import Facts, facts_of
from knowledge.operations.lawful import alternatives
from knowledge.operations.requests import Operation, SwapOperation, to_json
from knowledge.operations.snapshots import snapshot
from knowledge.operations.state import State
from knowledge.operations.terms import Movement, Terms, terms_of


@dataclass(frozen=True)
class Preview:
    """An operation that is allowed, and everything that a yes to it would mean."""

    operation: Operation
    rules: str  # name, version and content of the rule set
    hash: str
    facts: Facts
    terms: Terms
    state: State

    @property
    def movements(self) -> tuple[Movement, ...]:
        """The money that would move."""
        return self.terms.movements


def preview_of(state: State, operation: Operation) -> Preview:
    """The preview; raises Refusal with the rule that forbids the operation."""
    facts = checked(state, operation)
    terms = terms_of(state, operation, facts)
    return Preview(
        operation=operation,
        rules=state.rules.label,
        hash=_digest(state, operation, terms),
        facts=facts,
        terms=terms,
        state=state,
    )


def checked(state: State, operation: Operation) -> Facts:
    """The facts, when every rule holds; raises Refusal otherwise."""
    if operation.name not in state.rules.operations:
        raise Refusal(request=operation, rule="offered_here", state=state)
    facts = facts_of(state, operation)
    rules = state.rules.operations[operation.name].rules
    broken = first_broken(rules, facts, state.settings)
    if broken is not None:
        raise Refusal(
            request=operation,
            rule=broken.name,
            state=state,
            alternatives=alternatives(state, operation, broken),
            **facts,
        )
    return facts


def _digest(state: State, operation: Operation, terms: Terms) -> str:
    """A hash of all that the customer says yes to, and of all that it rests on.

    Balances of gift cards are not in it: that they suffice is a rule, and is checked
    again; otherwise a refund to the card would undo the preview of the next order.
    Neither is the moment: windows are rules too.
    """
    names = operation.new_items if isinstance(operation, SwapOperation) else ()
    content = {
        "operation": to_json(operation),
        "rules": state.rules.label,
        "settings": state.settings,
        "subject": snapshot(state),
        "nonce": state.nonce,
        "variants": {
            name: [state.variants[name].price, state.variants[name].options]
            for name in sorted(names)
        },
        "terms": asdict(_timeless(terms)),
    }
    text = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _timeless(terms: Terms) -> Terms:
    def without(stamped: dict[str, Any]) -> dict[str, Any]:
        return {
            name: value
            for name, value in stamped.items()
            if name != "at" and not name.endswith("_at")
        }

    request = without(terms.request) if terms.request else None
    return replace(terms, details=without(terms.details), request=request)
