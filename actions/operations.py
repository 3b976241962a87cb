"""Orders changed in the chat: preview, an explicit yes, the deed, or a reasoned no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.dialogue import Asking, Dialogue, OpenTask
from actions.reply import Button, Reply, say
from actions.tasks.definition import AGREED, Definition
from actions.tasks.effects import effect
from actions.turn import Turn
from knowledge.conversations.models import Author, Kind
from knowledge.conversations.queries import last_by

words: Any = None  # TEMPORARY
from knowledge.operations.errors import Refusal
from knowledge.operations.preview import Preview
from knowledge.operations.requests import from_json, to_json
from knowledge.operations.service import Authority, allowed, execute, preview
from knowledge.orders.service import own_order


def actor_of(**k: Any) -> str:  # TEMPORARY
    return ""


from knowledge.words import label

_OFFER = "offer"  # what the customer is asked to agree to: operation and its hash
_FIELDS = {
    "order": "order_id",
    "method": "payment_method_id",
    "swaps": "new_items",
}


def propose(turn: Turn, dialogue: Dialogue, definition: Definition) -> Reply:
    """Show what would happen and ask for an explicit yes; or say why it cannot be."""
    task = dialogue.tasks[-1]
    operation = from_json(_request(turn, task, definition))
    try:
        found = preview(
            turn.session,
            operation,
            authority=_authority(turn),
            at=turn.services.clock(),
        )
    except Refusal as refusal:
        return refuse(turn, dialogue, refusal)
    return offer(turn, dialogue, found)


def offer(turn: Turn, dialogue: Dialogue, found: Preview) -> Reply:
    """The preview with yes and no; binds the answer to its content by the hash."""
    kept = {"operation": to_json(found.operation), "hash": found.hash}
    task = dialogue.tasks[-1]
    known = replace(task, collected={**task.collected, _OFFER: kept})
    asking = Asking(question=AGREED)
    yes, no = (label("button", key, turn.language) for key in ("yes", "no"))
    return say(
        f"utter_preview_{found.operation.name}",
        kind=Kind.QUESTION,
        buttons=[Button(yes, yes), Button(no, no)],
        **words.preview_facts(found, turn.language),
    ).remembering(replace(dialogue, tasks=(*dialogue.tasks[:-1], known), asking=asking))


def early_refusal(
    turn: Turn, dialogue: Dialogue, definition: Definition
) -> Reply | None:
    """The refusal that the order alone tells, before anything more is asked."""
    number = dialogue.tasks[-1].collected.get("order")
    if definition.operation is None or number is None:
        return None
    order = own_order(turn.session, number=number, customer_id=turn.customer_id or "")
    for possibility in allowed(turn.session, order=order, at=turn.services.clock()):
        if possibility.operation == definition.operation and possibility.refusal:
            return refuse(turn, dialogue, possibility.refusal)
    return None


def refuse(turn: Turn, dialogue: Dialogue, refusal: Refusal) -> Reply:
    """The rule, since when it holds, and what is possible instead as buttons."""
    language = turn.language
    buttons = [
        Button(title, value)
        for title, value in words.alternative_buttons(refusal, language)
    ]
    return say(
        f"utter_refused_{refusal.rule}",
        kind=Kind.QUESTION,
        buttons=buttons,
        **words.refusal_facts(refusal, language),
    ).remembering(dialogue.popped())


@effect("carry_out")
def carry_out(turn: Turn, task: OpenTask) -> Reply:
    """Do exactly what was previewed; shown again if anything changed meanwhile."""
    kept = task.collected[_OFFER]
    with turn.writing() as session:
        outcome = execute(
            session,
            from_json(kept["operation"]),
            confirmation=kept["hash"],
            authority=_authority(turn),
            at=turn.services.clock(),
        )
    name = outcome.operation.name
    return say(f"utter_done_{name}", **words.outcome_facts(outcome, turn.language))


def _request(turn: Turn, task: OpenTask, definition: Definition) -> dict[str, Any]:
    known = {
        _FIELDS.get(name, name): value
        for name, value in task.collected.items()
        if name not in (AGREED, _OFFER) and value is not None
    }
    fixed: dict[str, Any] = {"name": definition.operation, **definition.fixed}
    if definition.operation == "change_default_address":
        fixed["customer_id"] = turn.customer_id
    return {**fixed, **known}


def _authority(turn: Turn) -> Authority:
    said = last_by(turn.session, turn.conversation_id, Author.CUSTOMER)
    return Authority(
        actor=actor_of(customer_id=turn.customer_id),
        customer_id=turn.customer_id,
        conversation_id=turn.conversation_id,
        entry_seq=said.seq if said else None,
    )
