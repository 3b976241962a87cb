"""Bringing in a person, with the whole story."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.base import ShopAction
from actions.dialogue import OpenTask
from actions.reply import Reply, Say, say
from actions.tasks.definition import definitions
from actions.tasks.effects import effect
from actions.turn import Turn
from knowledge.conversations import handoff, packets
from knowledge.words import label


class RequestHuman(ShopAction):
    """The customer wants a person; that is always granted."""

    action_name = "action_request_human"

    def respond(self, turn: Turn) -> Reply:
        """Hand over with what is known of the task under way."""
        task = turn.dialogue.task
        return to_person(turn, reason="asked", task=task)


class ExpressDanger(ShopAction):
    """Somebody may be in danger: care first, and a person at once."""

    action_name = "action_express_danger"

    def respond(self, turn: Turn) -> Reply:
        """Calm words with where to find help, then a person."""
        care = say("utter_danger").says
        return to_person(turn, reason="danger", task=None).after(*care)


@effect("pass_to_person")
def pass_to_person(turn: Turn, task: OpenTask) -> Reply:
    """A matter that a colleague settles; the customer has said yes or no to that."""
    if not task.collected.get("confirmed", True):
        return say("utter_no_person_then")
    return to_person(turn, reason="task", task=task)


def to_person(turn: Turn, *, reason: str, task: OpenTask | None) -> Reply:
    """Offer the conversation to the people at the desk."""
    packet = _packet(turn, task)
    with turn.writing() as session:
        handoff.request(
            session,
            turn.conversation_id,
            reason=reason,
            packet=packet,
            at=turn.services.clock(),
        )
    calm = replace(turn.dialogue, tasks=(), asking=None, misses=0)
    # The timeline itself tells the customer that a person has been asked for.
    return Reply(says=(Say(response="utter_person_asked"),), dialogue=calm)


def _packet(turn: Turn, task: OpenTask | None) -> dict[str, Any]:
    """What is known of the matter; the conversation adds what it tells itself."""
    collected = dict(task.collected) if task else {}
    about = collected.get("order") or turn.dialogue.shown.order
    return packets.build(
        turn.session,
        turn.conversation_id,
        goal=_goal(turn, task),
        language=turn.language,
        collected=collected,
        orders=[about] if about else [],
        tried=[task.name] if task else [],
        suggested=task.name if task else "",
    )


def _goal(turn: Turn, task: OpenTask | None) -> str:
    if task is None:
        return label("goal", "asked", turn.language)
    goal = definitions()[task.name].goal
    return f"{goal} “{task.words}”" if goal else task.words
