"""Putting questions: with their choices, again, explained, or given to a person."""

from __future__ import annotations

from dataclasses import replace

from actions import operations
from actions.dialogue import Asking, Dialogue, OpenTask
from actions.kinds import KINDS
from actions.kinds.kind import Half, More, Reading, Several, Unfit
from actions.reply import Button, Reply, Say, say
from actions.tasks.definition import AGREED, Definition, Question, definitions
from actions.turn import Turn
from knowledge.conversations.models import Kind
from knowledge.words import label

EXPLAIN_AFTER = 2  # misfits until the question is explained
PERSON_AFTER = 3  # misfits until a person is offered


def resume(turn: Turn, *, lead: str | None = None) -> Reply:
    """Ask the open question again."""
    asking = turn.dialogue.asking
    if asking is None:
        return Reply(dialogue=turn.dialogue)
    reply = ask(turn, turn.dialogue, asking)
    return reply.after(*say(lead).says) if lead else reply


def ask(turn: Turn, dialogue: Dialogue, asking: Asking) -> Reply:
    """Put a question with its choices."""
    task = dialogue.tasks[-1]
    definition = definitions()[task.name]
    if asking.question == AGREED:
        return operations.propose(turn, replace(dialogue, asking=asking), definition)
    question = definition.question(asking.question)
    options = KINDS[question.kind].options(turn, task, question, among=asking.choices)
    buttons = [*options.buttons, *_skip(question, turn.language)]
    asking = replace(asking, choices=options.values or asking.choices)
    shown = dialogue.shown
    if question.kind == "order" and asking.choices:
        shown = replace(shown, orders=asking.choices, latest="orders")
    return say(
        question.ask,
        kind=Kind.QUESTION,
        payload=options.payload,
        buttons=buttons,
        listing=options.listing,
        about=_about(turn, task, definition),
    ).remembering(replace(dialogue, asking=asking, shown=shown))


def is_offered(turn: Turn) -> bool:
    """Whether the message is, to the letter, one of the choices on offer."""
    task, asking = turn.dialogue.task, turn.dialogue.asking
    if task is None or asking is None or asking.question == AGREED:
        return False
    question = definitions()[task.name].question(asking.question)
    options = KINDS[question.kind].options(turn, task, question, among=asking.choices)
    said = turn.text.strip().casefold()
    return any(button.value.casefold() == said for button in options.buttons)


def waits_for_yes(turn: Turn) -> bool:
    """Whether the open question is a yes or no."""
    task, asking = turn.dialogue.task, turn.dialogue.asking
    if task is None or asking is None:
        return False
    return definitions()[task.name].question(asking.question).kind == "confirmation"


def part_answered(turn: Turn, part: Half | More) -> Reply:
    """Keep what was said and ask for the rest."""
    return _more(turn, part) if isinstance(part, More) else _half(turn, part)


def _half(turn: Turn, half: Half) -> Reply:
    """Half an identity; the same half twice does not help."""
    if half.known.items() <= turn.dialogue.claim.items():
        return misfit(turn, None)
    dialogue = replace(turn.dialogue, claim={**turn.dialogue.claim, **half.known})
    return say(half.response, kind=Kind.QUESTION).remembering(dialogue)


def _more(turn: Turn, part: More) -> Reply:
    """Keep a part of the answer and ask for the next part."""
    asking = turn.dialogue.asking
    if asking is None:
        return Reply(dialogue=turn.dialogue)
    dialogue = turn.dialogue.collected(f"{asking.question}_so_far", part.value)
    return ask(turn, dialogue, Asking(question=asking.question))


def choose(turn: Turn, several: Several) -> Reply:
    """Several fit: let the customer choose among just these."""
    asking = turn.dialogue.asking
    if asking is None:
        return Reply(dialogue=turn.dialogue)
    return ask(turn, turn.dialogue, replace(asking, choices=several.values))


def misfit(turn: Turn, reading: Unfit | None) -> Reply:
    """The answer does not fit: say why, ask again, explain, or offer a person."""
    asking = turn.dialogue.asking
    if asking is None:
        return Reply(dialogue=turn.dialogue)
    failed = asking.failed + 1
    reasons = why(reading)
    if failed >= PERSON_AFTER:
        return _offer_person(turn, replace(asking, failed=failed)).after(*reasons)
    if failed >= EXPLAIN_AFTER:
        reasons = (*reasons, *_explanation(turn, asking))
    elif not reasons:
        reasons = say("utter_did_not_fit").says
    return ask(turn, turn.dialogue, replace(asking, failed=failed)).after(*reasons)


def _about(turn: Turn, task: OpenTask, definition: Definition) -> str:
    """What has been collected, a line each, as the question repeats it."""
    lines = [
        label(
            "collected",
            name,
            turn.language,
            value=KINDS[definition.question(name).kind].shown(turn, task, value),
        )
        for name, value in task.collected.items()
        if name in definition.collect and value not in (None, "")
    ]
    return "".join(f"\n{line}" for line in lines)


def why(reading: Reading) -> tuple[Say, ...]:
    if isinstance(reading, Unfit):
        return say(reading.response, **reading.facts).says
    return ()


def _explanation(turn: Turn, asking: Asking) -> tuple[Say, ...]:
    task = turn.dialogue.tasks[-1]
    question = definitions()[task.name].question(asking.question)
    return say(question.explain or "utter_explain_choice").says


def _offer_person(turn: Turn, asking: Asking) -> Reply:
    buttons = [
        Button(label("button", "person", turn.language), _person(turn.language)),
        Button(label("button", "stop", turn.language), _stop(turn.language)),
    ]
    dialogue = replace(turn.dialogue, asking=asking)
    return say("utter_offer_person", kind=Kind.QUESTION, buttons=buttons).remembering(
        dialogue
    )


def _person(language: str) -> str:
    return label("button", "person", language)


def _stop(language: str) -> str:
    return label("button", "stop", language)


def _skip(question: Question, language: str) -> list[Button]:
    if not question.optional:
        return []
    word = label("button", "skip", language)
    return [Button(word, word)]
