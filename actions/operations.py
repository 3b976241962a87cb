"""Orders changed in the chat: preview, an explicit yes, the deed, or a reasoned no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.dialogue import Asking, Dialogue, OpenTask
from actions.reply import Button, Reply, Say, say
from actions.tasks.definition import AGREED, Definition
from actions.tasks.effects import effect
from actions.turn import Turn
from knowledge.conversations.models import Author, Kind
from knowledge.conversations.queries import last_by
from knowledge.operations import words
from knowledge.operations.errors import PreviewChanged, Refusal
from knowledge.operations.lawful import PERSON, possibilities
from knowledge.operations.phrases import phrase
from knowledge.operations.preview import Preview
from knowledge.operations.requests import from_json, to_json
from knowledge.operations.service import Authority, execute, preview
from knowledge.operations.state import order_state
from knowledge.orders.service import own_order
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
    before = dialogue.asking
    same = before if before and before.question == AGREED else Asking(AGREED)
    yes, no = (label("button", key, turn.language) for key in ("yes", "no"))
    preview_says = Say(
        text=words.preview_sentence(found, turn.language),
        kind=Kind.QUESTION,
        buttons=(Button(yes, yes), Button(no, no)),
    )
    after = replace(dialogue, tasks=(*dialogue.tasks[:-1], known), asking=same)
    return Reply(says=(preview_says,), dialogue=after)


def early_refusal(
    turn: Turn, dialogue: Dialogue, definition: Definition
) -> Reply | None:
    """The refusal that the order alone tells, before anything more is asked."""
    number = dialogue.tasks[-1].collected.get("order")
    if definition.operation is None or number is None:
        return None
    order = own_order(turn.session, number=number, customer_id=turn.customer_id or "")
    state = order_state(turn.session, order, at=turn.services.clock())
    possible = {one.operation: one for one in possibilities(state)}
    wanted = possible.get(definition.operation)
    if wanted is not None and wanted.broken is None:
        return None
    if wanted is None or wanted.broken is None:
        return _no(turn, dialogue, phrase("refused", "offered_here", turn.language), [])
    rules = state.rules.operations[definition.operation].rules
    rule = next(one for one in rules if one.name == wanted.broken)
    instead = [one for one in rule.instead if one in possible and possible[one].allowed]
    why = words.broken_sentence(state, wanted.broken, wanted.facts or {}, turn.language)
    return _no(turn, dialogue, why, instead)


def refuse(turn: Turn, dialogue: Dialogue, refusal: Refusal) -> Reply:
    """The rule, since when it holds, and what is possible instead as buttons."""
    instead = [each.operation for each in refusal.alternatives if each.field is None]
    why = words.refusal_sentence(refusal, turn.language)
    return _no(turn, dialogue, why, [one for one in instead if one != PERSON])


def _no(turn: Turn, dialogue: Dialogue, why: str, instead: list[str]) -> Reply:
    """The reason, other operations as buttons, and always a person."""
    titles = [phrase("instead", one, turn.language) for one in (*instead, PERSON)]
    refused = Say(
        text=why,
        kind=Kind.QUESTION,
        buttons=tuple(Button(title, title) for title in titles),
    )
    about = dialogue.tasks[-1].collected.get("order")
    shown = replace(dialogue.shown, order=about or dialogue.shown.order)
    after = replace(dialogue.popped(), shown=shown, refused=why)
    return Reply(says=(refused,), dialogue=after)


@effect("carry_out")
def carry_out(turn: Turn, task: OpenTask) -> Reply:
    """Do exactly what was previewed; shown again if anything changed meanwhile."""
    kept = task.collected[_OFFER]
    try:
        with turn.writing() as session:
            outcome = execute(
                session,
                from_json(kept["operation"]),
                confirmation=kept["hash"],
                authority=_authority(turn),
                at=turn.services.clock(),
            )
    except PreviewChanged:
        return _shown_again(turn, task)
    except Refusal as refusal:
        return refuse(turn, turn.dialogue.pushed(task), refusal)
    done = words.done_sentence(
        outcome.operation.name, outcome.words[turn.language], turn.language
    )
    return Reply(says=(Say(text=done),))


def _shown_again(turn: Turn, task: OpenTask) -> Reply:
    """What was agreed to is not what would happen now."""
    operation = from_json(task.collected[_OFFER]["operation"])
    known = {k: v for k, v in task.collected.items() if k not in (AGREED, _OFFER)}
    dialogue = turn.dialogue.pushed(replace(task, collected=known))
    lead = say("utter_preview_changed").says
    with turn.services.database.reading() as now:  # the turn's own view is older
        current = preview(
            now, operation, authority=_authority(turn), at=turn.services.clock()
        )
        return offer(turn, dialogue, current).after(*lead)


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
    said = next(
        iter(last_by(turn.session, turn.conversation_id, Author.CUSTOMER, limit=1)),
        None,
    )
    return Authority(
        actor=f"customer:{turn.customer_id}",
        customer_id=turn.customer_id,
        conversation_id=turn.conversation_id,
        entry_seq=said.seq if said else None,
    )
