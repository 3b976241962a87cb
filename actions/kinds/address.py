"""An address, typed in one go and completed piece by piece."""

from __future__ import annotations

from typing import Any

from actions.dialogue import OpenTask
from actions.kinds.kind import AnswerKind, Reading, Unfit, Value
from actions.tasks.definition import Question
from actions.turn import Turn
from knowledge.customers.addresses import TypedAddress, read_address
from knowledge.words import joined, label

_COMMANDS = ("stop_task", "start_over", "repeat", "request_human", "express_danger")


class AddressKind(AnswerKind):
    """Street, town, state, country and postal code."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The parts as orders keep them; says which are missing."""
        if turn.intent in _COMMANDS:
            return None
        found = read_address(turn.text)
        if not found.missing:
            return Value(found.as_place())
        if not asked or not (found.line1 or found.postal_code):
            return None
        missing = [label("address", part, turn.language) for part in found.missing]
        return Unfit(
            "utter_address_incomplete", {"missing": joined(missing, turn.language)}
        )

    def named(self, turn: Turn, task: OpenTask, question: Question) -> Reading:
        """Another complete address."""
        found = read_address(turn.text)
        return None if found.missing else Value(found.as_place())

    def shown(self, turn: Turn, task: OpenTask, value: dict[str, Any]) -> str:
        """The address in one line."""
        return one_line(TypedAddress(**value))


def one_line(address: TypedAddress) -> str:
    """As it is written in its country."""
    if address.country == "China":
        state = "" if address.state == address.city else address.state
        return (
            f"{state}{address.city}{address.line1}{address.line2} {address.postal_code}"
        )
    parts = [address.line1, address.line2, address.city, address.state]
    line = ", ".join(part for part in parts if part)
    return f"{line} {address.postal_code}, {address.country}"
