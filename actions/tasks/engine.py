"""Brings a task to its end: asks for what is missing, one question at a time.

Every repair (a misfit answer, a question in between, a second task, giving up)
is written here once and holds for every task.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any

from actions import operations
from actions.apologies import apologise
from actions.dialogue import Asking, Dialogue, OpenTask
from actions.faq import give, look_up
from actions.kinds import KINDS
from actions.kinds.kind import Reading, Several, Value
from actions.reply import Reply, Say, say
from actions.tasks import questions
from actions.tasks.definition import AGREED, Definition, Question, definitions
from actions.tasks.effects import run_effect
from actions.turn import Turn
from knowledge.errors import KnowledgeError, NotFound
from knowledge.faq.answering import Answer, answer_of
from knowledge.faq.certainty import Zone

# What an answer makes stale when it is corrected.
_DEPENDS_ON = {
    "order": ("items", "swaps", "swaps_so_far", "method", "offer", "agreed"),
    "items": ("swaps", "swaps_so_far", "offer", "agreed"),
    "reason": ("offer", "agreed"),
    "method": ("offer", "agreed"),
    "address": ("offer", "agreed"),
}


def start(turn: Turn, definition: Definition) -> Reply:
    """Begin a task with what the message already says."""
    mentions = tuple(asdict(mention) for mention in turn.mentions)
    task = OpenTask(name=definition.name, words=turn.text, mentions=mentions)
    reply = advance(turn, turn.dialogue.pushed(task))
    # Whoever gets his own case told at once needs no general rules before it.
    is_done = reply.dialogue is None or reply.dialogue.asking is None
    return reply if is_done else reply.after(*_rules(turn, definition))


def advance(turn: Turn, dialogue: Dialogue) -> Reply:
    """Fill what the task's first message answers; ask for the next thing, or finish."""
    definition = definitions()[dialogue.tasks[-1].name]
    stranger = _stranger(turn, dialogue, definition)
    if stranger is not None:
        return stranger
    for name, question in definition.collect.items():
        task = dialogue.tasks[-1]
        if name in task.collected:
            continue
        refusal = operations.early_refusal(turn, dialogue, definition)
        if refusal is not None:
            return _back(turn, refusal, refusal.dialogue or dialogue.popped())
        try:
            reading = _read(turn.recalling(task), task, question)
        except NotFound as error:
            return _cannot(turn, dialogue, error)
        if not isinstance(reading, Value):
            return _ask(turn, dialogue, name, reading)
        dialogue = dialogue.collected(name, reading.value)
    if definition.operation and AGREED not in dialogue.tasks[-1].collected:
        return operations.propose(turn, dialogue, definition)
    return _finish(turn, dialogue, definition)


def _stranger(turn: Turn, dialogue: Dialogue, definition: Definition) -> Reply | None:
    """What to say to somebody who is not known well enough for the task."""
    if not turn.is_at_least(definition.identity):
        return _need_identity(turn, dialogue)
    if definition.operation and not turn.is_at_least(_for_changes(turn)):
        return _back(turn, say("utter_sign_in_needed"), dialogue.popped())
    return None


def read_answer(turn: Turn) -> Reading:
    """What the message says to the open question."""
    task, asking = turn.dialogue.task, turn.dialogue.asking
    if task is None or asking is None:
        return None
    question = definitions()[task.name].question(asking.question)
    return KINDS[question.kind].read(turn, task, question, asked=True)


def corrected(turn: Turn) -> Reply | None:
    """The open question again, after an earlier answer was replaced; None if none was.

    "No, the lamp one" while a yes is waited for changes the order and nothing else.
    """
    task, asking = turn.dialogue.task, turn.dialogue.asking
    if task is None or asking is None or turn.customer_id is None:
        return None
    definition = definitions()[task.name]
    for name, question in definition.collect.items():
        if name not in task.collected or name == asking.question:
            continue
        reading = KINDS[question.kind].named(turn, task, question)
        if isinstance(reading, Value) and reading.value != task.collected[name]:
            return _again_with(turn, name, reading.value)
    return None


def _again_with(turn: Turn, name: str, value: Any) -> Reply:
    """Go on from the corrected answer; what depended on the old one is asked anew."""
    dialogue = turn.dialogue.collected(name, value)
    task = dialogue.tasks[-1]
    stale = _DEPENDS_ON.get(name, ())
    kept = {key: one for key, one in task.collected.items() if key not in stale}
    task = replace(task, collected=kept)
    return advance(turn, replace(dialogue, tasks=(*dialogue.tasks[:-1], task)))


def answered(turn: Turn, value: Value) -> Reply:
    """Take the answer to the open question and go on."""
    asking = turn.dialogue.asking
    name = asking.question if asking else ""
    if name == "identity":
        dialogue = replace(turn.dialogue, asking=None)
        return advance(turn, dialogue).after(*_welcome(turn))
    if name == AGREED and not value.value:
        rest = turn.dialogue.popped()
        return _back(turn, say("utter_not_done"), rest)
    return advance(turn, turn.dialogue.collected(name, value.value))


def _for_changes(turn: Turn) -> str:
    """How well the customer must be known before an order is changed."""
    return turn.services.settings.identity_for_changes


def _read(turn: Turn, task: OpenTask, question: Question) -> Reading:
    return KINDS[question.kind].read(turn, task, question, asked=False)


def _cannot(turn: Turn, dialogue: Dialogue, error: KnowledgeError) -> Reply:
    """There is nothing to ask for: the task ends with the reason."""
    return _back(turn, apologise(error, turn.language), dialogue.popped())


def _need_identity(turn: Turn, dialogue: Dialogue) -> Reply:
    """Who he is may stand in the very message that began the task."""
    task = dialogue.tasks[-1]
    question = definitions()[task.name].question("identity")
    reading = KINDS["identity"].read(turn, task, question, asked=False)
    if isinstance(reading, Value):
        return advance(turn, dialogue).after(*_welcome(turn))
    return _ask(turn, dialogue, "identity", reading)


def _ask(turn: Turn, dialogue: Dialogue, name: str, reading: Reading) -> Reply:
    choices = reading.values if isinstance(reading, Several) else ()
    reply = questions.ask(turn, dialogue, Asking(question=name, choices=choices))
    return reply.after(*questions.why(reading))


# Rules are told to whoever asks; who says what he wants is not lectured.
_ASKS = re.compile(
    r"\?|？|\b(?:can|could|how|what|is it|am i|may i|do i|when|where|who|which)\b"
    r"|吗|么|怎么|如何|能不能|可不可以|多久|谁|[不没]$",
    re.IGNORECASE,
)


def _rules(turn: Turn, definition: Definition) -> tuple[Say, ...]:
    """What the shop's article says to it; nothing where there is no such article."""
    if definition.article is None or not _ASKS.search(turn.text):
        return ()
    found = look_up(turn)
    if isinstance(found, Answer) and found.zone is Zone.ANSWER:
        return give(turn, found).says
    answer = answer_of(turn.session, definition.article, language=turn.language)
    return give(turn, answer).says if answer else ()


def _finish(turn: Turn, dialogue: Dialogue, definition: Definition) -> Reply:
    task = dialogue.tasks[-1]
    rest = replace(dialogue.popped(), misses=0)
    turn.dialogue = rest
    try:
        reply = run_effect(definition.effect, turn, task)
    except KnowledgeError as error:
        reply = apologise(error, turn.language)
    after = reply.dialogue or rest
    return _back(turn, reply, after)


def _back(turn: Turn, reply: Reply, dialogue: Dialogue) -> Reply:
    """After a second task, take up the one that it interrupted."""
    if not dialogue.tasks or dialogue.asking is not None:
        return reply.remembering(dialogue)
    again = _asked_again(advance(turn, dialogue))
    lead = say("utter_back_to_task").says
    return replace(again, says=(*reply.says, *lead, *again.says))


def _asked_again(reply: Reply) -> Reply:
    """The question has just been repeated; it is not repeated once more."""
    dialogue = reply.dialogue
    if dialogue is None or dialogue.asking is None:
        return reply
    asking = replace(dialogue.asking, again=1)
    return reply.remembering(replace(dialogue, asking=asking))


def _welcome(turn: Turn) -> tuple[Say, ...]:
    customer = turn.customer
    name = customer.first_name if customer and turn.language == "en" else ""
    if customer and turn.language == "zh":
        name = customer.full_name
    return say("utter_identified", name=name).says
