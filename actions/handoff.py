"""Bringing in a person, with the whole story."""

from __future__ import annotations

from dataclasses import replace

from actions.base import ShopAction
from actions.dialogue import OpenTask
from actions.reply import Reply, Say, say
from actions.tasks.definition import definitions
from actions.tasks.effects import effect
from actions.turn import Turn
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
        care = "utter_danger_fire" if _burns(turn.text) else "utter_danger"
        called = to_person(turn, reason="danger", task=None)
        return called.after(*say(care).says)


@effect("pass_to_person")
def pass_to_person(turn: Turn, task: OpenTask) -> Reply:
    """A matter that a colleague settles; the customer has said yes or no to that."""
    if not task.collected.get("confirmed", True):
        return say("utter_no_person_then")
    return to_person(turn, reason="task", task=task)


def to_person(turn: Turn, *, reason: str, task: OpenTask | None) -> Reply:
    """Call a person. The gateway does it once these words are in the timeline."""
    collected = dict(task.collected) if task else {}
    about = collected.get("order") or turn.dialogue.shown.order
    call = {
        "reason": reason,
        "goal": turn.dialogue.refused or _goal(turn, task),
        "collected": collected,
        "orders": [about] if about else [],
        "tried": [task.name] if task else [],
        "suggested": task.name if task else "",
    }
    calm = replace(turn.dialogue, tasks=(), asking=None, misses=0)
    passed_on = Say(response="utter_person_asked", handoff=call)
    return Reply(says=(passed_on,), dialogue=calm)


def _goal(turn: Turn, task: OpenTask | None) -> str:
    if task is None:
        return label("goal", "asked", turn.language)
    goal = definitions()[task.name].goal
    return f"{goal} “{task.words}”" if goal else task.words


def _burns(text: str) -> bool:
    """Whether a thing is dangerous rather than a person in despair."""
    return any(word in text.casefold() for word in _FIRE)


_FIRE = (
    "fire", "smoke", "smoking", "burn", "explod", "electric shock", "spark", "sparks",
    "着火", "起火", "冒烟", "爆炸", "烧", "漏电", "触电", "鼓包",
)  # fmt: skip
