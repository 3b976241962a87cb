"""Keeping the thread: open questions, giving up, repeating, not understanding."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.base import ShopAction
from actions.dialogue import Dialogue
from actions.doubt import not_understood, offer_person
from actions.kinds.kind import Half, More, Reading, Several, Unfit, Value
from actions.kinds.plain import takes_back
from actions.reply import Reply, Say, say
from actions.tasks import engine, questions
from actions.tasks.definition import AGREED, Definition, definitions, started_by
from actions.turn import Turn
from knowledge.conversations import timeline
from knowledge.conversations.models import Audience, Author, Kind
from knowledge.customers.errors import TooManyAttempts

# Intents that may answer any open question; all others are about something else.
_ANSWERS = (
    "inform",
    "affirm",
    "deny",
    "choose_item",
    "nlu_fallback",
    "out_of_scope",
)
_SURE = 0.5
_SECOND_THOUGHT = 0.01  # beside a bare fact, even a faint wish is the likelier one


class _SomethingElse(Exception):
    """The message does not answer the open question; the rules decide."""


class StartTask(ShopAction):
    """Begins the task that the intent names. Called for every intent without a rule."""

    action_name = "action_start_task"

    def respond(self, turn: Turn) -> Reply:
        """The task's first question, or its result when nothing is missing."""
        definition = started_by(turn.intent)
        if definition is None:
            return not_understood(turn)
        return _guarded(turn, lambda: engine.start(turn, definition))


class ContinueTask(ShopAction):
    """Takes the message as the answer to the open question, if it is one."""

    action_name = "action_continue_task"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Rejects what is no answer, so that Rasa's rules handle it."""
        try:
            return await super().run(dispatcher, tracker, domain)
        except _SomethingElse:
            raise ActionExecutionRejection(self.action_name) from None

    def respond(self, turn: Turn) -> Reply:
        """The next question, the result, or help with an answer that does not fit."""
        if questions.is_offered(turn):
            return _guarded(turn, lambda: _take_answer(turn))
        if turn.intent in _COMMANDS:
            return _COMMANDS[turn.intent](turn)
        if takes_back(turn.text) and not questions.waits_for_yes(turn):
            return stop(turn)
        return _guarded(turn, lambda: _take_answer(turn))


class AskAgain(ShopAction):
    """Repeats the open question after something in between was answered."""

    action_name = "action_ask_again"

    def respond(self, turn: Turn) -> Reply:
        """The question, with a word that leads back to it."""
        asking = turn.dialogue.asking
        # A preview waits for a yes or no, however often something comes between.
        if asking is not None and asking.question != AGREED:
            again = replace(asking, again=asking.again + 1)
            turn.dialogue = replace(turn.dialogue, asking=again)
        return questions.resume(turn, lead="utter_back_to_question")


class StopTask(ShopAction):
    """Gives up the task under way."""

    action_name = "action_stop_task"

    def respond(self, turn: Turn) -> Reply:
        """Says that it was dropped, or that there was nothing to drop."""
        return stop(turn)


class StartOver(ShopAction):
    """Forgets everything that was going on."""

    action_name = "action_start_over"

    def respond(self, turn: Turn) -> Reply:
        """A clean start; who the customer is stays known."""
        return start_over(turn)


class Repeat(ShopAction):
    """Says the last thing once more."""

    action_name = "action_repeat"

    def respond(self, turn: Turn) -> Reply:
        """The assistant's last message as it was."""
        return repeat(turn)


def stop(turn: Turn) -> Reply:
    """Drop the current task; go back to the one before it, if any."""
    if not turn.dialogue.tasks:
        return say("utter_nothing_to_stop")
    turn.dialogue = turn.dialogue.popped()
    reply = say("utter_stopped")
    if not turn.dialogue.tasks:
        return reply.remembering(turn.dialogue)
    back = engine.advance(turn, turn.dialogue)
    lead = say("utter_back_to_task").says
    return replace(back, says=(*reply.says, *lead, *back.says))


def start_over(turn: Turn) -> Reply:
    """An empty dialogue."""
    return say("utter_started_over").remembering(Dialogue())


def repeat(turn: Turn) -> Reply:
    """The last message that the assistant wrote, read from the timeline."""
    entries = timeline.read(
        turn.session, turn.conversation_id, audience=Audience.EVERYONE
    )
    said = [entry for entry in entries if entry.author == Author.ASSISTANT]
    if not said:
        return say("utter_nothing_to_repeat")
    last = said[-1]
    return Reply(
        says=(Say(text=last.text, kind=Kind(last.kind), payload=last.payload),)
    )


def skip(turn: Turn) -> Reply:
    """Leave an optional question out; say so when it is needed."""
    task, asking = turn.dialogue.task, turn.dialogue.asking
    if task is None or asking is None:
        return say("utter_nothing_to_skip")
    question = definitions()[task.name].question(asking.question)
    if not question.optional:
        return questions.resume(turn, lead="utter_cannot_skip")
    return engine.answered(turn, Value(None))


_COMMANDS = {
    "stop_task": stop,
    "start_over": start_over,
    "repeat": repeat,
    "skip": skip,
}


def _take_answer(turn: Turn) -> Reply:
    reading = engine.read_answer(turn)
    unread = not isinstance(reading, Value) and not _about_else(turn)
    if unread or _takes_back(turn):
        correction = engine.corrected(turn)
        if correction is not None:
            return correction
    if isinstance(reading, Value):
        if reading.certain or not _about_else(turn):
            return engine.answered(turn, reading)
    elif isinstance(reading, More | Half):
        return questions.part_answered(turn, reading)
    elif isinstance(reading, Unfit):
        return questions.misfit(turn, reading)
    return _no_answer(turn, reading)


def _takes_back(turn: Turn) -> bool:
    """Whether the words correct something, beside answering or in place of it."""
    if questions.is_offered(turn):
        return False
    return bool(_CORRECTS.search(turn.text))


_CORRECTS = re.compile(
    r"^no\b.+|i meant|actually|instead|sorry|rather|不是.+是|不对|错了|我说的是|说错",
    re.IGNORECASE,
)


def _no_answer(turn: Turn, reading: Reading) -> Reply:
    """The message does not answer: leave it to the rules, narrow down, or help."""
    asking = turn.dialogue.asking
    if _about_else(turn):
        raise _SomethingElse
    if isinstance(reading, Several):
        return questions.choose(turn, reading)
    if asking is not None and asking.again:
        # The customer has moved on; the question waits without insisting.
        raise _SomethingElse
    return questions.misfit(turn, None)


def _about_else(turn: Turn) -> bool:
    """Whether the message is surely about something other than the question."""
    if turn.intent in _ANSWERS or turn.confidence < _SURE:
        return False
    task = turn.dialogue.task
    own = definitions()[task.name].starts_with if task else ()
    return turn.intent not in own


def _guarded(turn: Turn, step: Any) -> Reply:
    """Three failed identifications end the task and lead to a person."""
    try:
        reply: Reply = step()
    except TooManyAttempts:
        calm = replace(turn.dialogue, tasks=(), asking=None, claim={})
        return offer_person(turn, "utter_too_many_attempts").remembering(calm)
    return reply


class Inform(ShopAction):
    """A bare fact that nobody asked for: an order number, an e-mail, a name."""

    action_name = "action_inform"

    def respond(self, turn: Turn) -> Reply:
        """Show the order, note who the customer is, or ask what it is for."""
        name = "track_parcel" if turn.value("tracking_number") else "check_order_status"
        if turn.value("order_number") or turn.value("tracking_number"):
            return _guarded(turn, lambda: engine.start(turn, definitions()[name]))
        if turn.value("email") and turn.customer_id is None:
            wish = _wish_beside(turn) or definitions()["list_orders"]
            return _guarded(turn, lambda: engine.start(turn, wish))
        return say("utter_what_about_it")


def _wish_beside(turn: Turn) -> Definition | None:
    """The task that the words name beside the fact, if the classifier saw one."""
    for intent, chance in turn.ranking:
        definition = started_by(intent)
        if definition is not None and chance >= _SECOND_THOUGHT:
            return definition
    return None
