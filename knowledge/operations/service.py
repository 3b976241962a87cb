"""Operations in two steps: a preview, and after an explicit yes the deed, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from knowledge.operations import queries
from knowledge.operations.apply import apply
from knowledge.operations.errors import PreviewChanged
from knowledge.operations.lawful import Possibility, possibilities
from knowledge.operations.models import Confirmation
from knowledge.operations.preview import Preview, preview_of
from knowledge.operations.requests import Operation, to_json
from knowledge.operations.snapshots import changed, whole
from knowledge.operations.state import State, order_state, state_for
from knowledge.operations.words import preview_facts
from knowledge.orders.models import Order
from knowledge.staff import audit


@dataclass(frozen=True)
class Authority:
    """Who acts, whose things he may touch, and on whose word.

    ``customer_id`` limits him to this customer's things; None: a member of staff.
    """

    actor: str  # customer:emma_clarke | staff:3
    customer_id: str | None
    conversation_id: str | None = None
    entry_seq: int | None = None  # the entry with the yes


@dataclass(frozen=True)
class Outcome:
    """What was carried out. ``repeated``: by an earlier yes, and not again now."""

    operation: Operation
    confirmation: str
    audit_id: int
    rules: str
    facts: dict[str, Any]
    words: dict[str, dict[str, str]]  # language -> what its sentence may name
    repeated: bool = False


def preview(
    session: Session, operation: Operation, *, authority: Authority, at: datetime
) -> Preview:
    """What would happen. Raises Refusal, OrderNotFound, CustomerNotFound."""
    state = state_for(session, operation, customer_id=authority.customer_id, at=at)
    return preview_of(state, operation)


def execute(
    session: Session,
    operation: Operation,
    *,
    confirmation: str,
    authority: Authority,
    at: datetime,
) -> Outcome:
    """Carry out what was previewed as ``confirmation``, or tell that it has been.

    Raises PreviewChanged when it would not be the same any more; else as preview.
    """
    state = _locked(session, operation, authority, at)
    done = queries.confirmation(session, confirmation)
    if done is not None and done.subject == state.subject:
        return _repeated(done, operation)
    current = preview_of(state, operation)
    if current.hash != confirmation:
        raise PreviewChanged(current)
    return _carry_out(session, current, authority)


def perform(
    session: Session, operation: Operation, *, authority: Authority, at: datetime
) -> Outcome:
    """Preview and yes in one, by somebody who knows what he does: staff."""
    state = _locked(session, operation, authority, at)
    return _carry_out(session, preview_of(state, operation), authority)


def allowed(session: Session, *, order: Order, at: datetime) -> list[Possibility]:
    """Every operation on the order, and by which rule it is excluded now."""
    return possibilities(order_state(session, order, at=at))


def _locked(
    session: Session, operation: Operation, authority: Authority, at: datetime
) -> State:
    return state_for(
        session, operation, customer_id=authority.customer_id, at=at, lock=True
    )


def _carry_out(session: Session, preview: Preview, authority: Authority) -> Outcome:
    state, operation = preview.state, preview.operation
    # Told before it is done: afterwards the order is another.
    told = {language: preview_facts(preview, language) for language in ("en", "zh")}
    before = whole(state)
    apply(session, preview)
    was, became = changed(before, whole(state))
    entry = audit.record(
        session,
        actor=authority.actor,
        action=f"operation.{operation.name}",
        subject=state.subject,
        at=state.at,
        details={
            "operation": to_json(operation),
            "confirmation": preview.hash,
            "rules": preview.rules,
            "conversation_id": authority.conversation_id,
            "entry_seq": authority.entry_seq,
            "from": was,
            "to": became,
        },
    )
    done = Confirmation(
        hash=preview.hash,
        subject=state.subject,
        nonce=state.nonce,
        operation=operation.name,
        rules=preview.rules,
        actor=authority.actor,
        conversation_id=authority.conversation_id,
        entry_seq=authority.entry_seq,
        executed_at=state.at,
        outcome={**_plain(preview), "words": told},
        audit_id=entry.id,
    )
    session.add(done)
    session.flush()
    return _outcome(done, operation)


def _plain(preview: Preview) -> dict[str, Any]:
    """The facts as JSON keeps them, with the money that moves."""
    facts = {
        name: fact.isoformat() if isinstance(fact, date) else fact
        for name, fact in preview.facts.items()
    }
    money = [
        [each.kind, each.amount, each.payment_method_id, each.now]
        for each in preview.movements
    ]
    return {"facts": facts, "movements": money, "fees": preview.terms.fees}


def _repeated(done: Confirmation, operation: Operation) -> Outcome:
    return _outcome(done, operation, repeated=True)


def _outcome(
    done: Confirmation, operation: Operation, *, repeated: bool = False
) -> Outcome:
    return Outcome(
        operation=operation,
        confirmation=done.hash,
        audit_id=done.audit_id,
        rules=done.rules,
        facts=done.outcome["facts"],
        words=done.outcome["words"],
        repeated=repeated,
    )
