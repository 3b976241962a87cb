"""What tasks do in the end, by the names that their definitions use."""

from __future__ import annotations

from collections.abc import Callable

from actions.dialogue import OpenTask
from actions.reply import Reply
from actions.turn import Turn

Effect = Callable[[Turn, OpenTask], Reply]

_EFFECTS: dict[str, Effect] = {}


def effect(name: str) -> Callable[[Effect], Effect]:
    """Registers a function as the effect ``name``."""

    def register(function: Effect) -> Effect:
        _EFFECTS[name] = function
        return function

    return register


def run_effect(name: str, turn: Turn, task: OpenTask) -> Reply:
    """Do what the task is for."""
    return _EFFECTS[name](turn, task)


def known_effects() -> frozenset[str]:
    """The names that definitions may use."""
    return frozenset(_EFFECTS)
