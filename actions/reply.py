"""What the assistant answers, as values; one place utters them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dialogue import Dialogue
from knowledge.conversations.models import Kind


@dataclass(frozen=True)
class Button:
    """Something the customer may press; ``value`` is what it says for him."""

    title: str
    value: str


@dataclass(frozen=True)
class Say:
    """One message: a response of domain.yml with its facts, or words as they are."""

    response: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    kind: Kind = Kind.TEXT
    payload: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    text: str | None = None
    # The call for a person; the gateway makes it after these words have been said.
    handoff: dict[str, Any] | None = None

    def utter(self, dispatcher: CollectingDispatcher) -> None:
        """Hand the message to Rasa, which puts it into the customer's language."""
        dispatcher.utter_message(
            response=self.response,
            text=self.text,
            buttons=[{"title": b.title, "payload": b.value} for b in self.buttons],
            json_message=self._custom(),
            **self.facts,
        )

    def _custom(self) -> dict[str, Any]:
        custom: dict[str, Any] = {"kind": self.kind.value, "payload": self.payload}
        return {**custom, "handoff": self.handoff} if self.handoff else custom


@dataclass(frozen=True)
class Reply:
    """Everything that one action says and remembers."""

    says: tuple[Say, ...] = ()
    dialogue: Dialogue | None = None
    follow_up: str | None = None

    def remembering(self, dialogue: Dialogue) -> Reply:
        """The same words, with this state of the dialogue."""
        return replace(self, dialogue=dialogue)

    def after(self, *says: Say) -> Reply:
        """The same reply with something said before it."""
        return replace(self, says=(*says, *self.says))

    def utter(self, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Say everything; the events that Rasa has to remember."""
        for say in self.says:
            say.utter(dispatcher)
        events: list[EventType] = []
        if self.dialogue is not None:
            events.append(SlotSet("dialogue", self.dialogue.to_json()))
        if self.follow_up is not None:
            events.append(FollowupAction(self.follow_up))
        return events


def say(
    response: str,
    *,
    kind: Kind = Kind.TEXT,
    payload: dict[str, Any] | None = None,
    buttons: Sequence[Button] = (),
    **facts: Any,
) -> Reply:
    """A reply of one message in the words of domain.yml."""
    return Reply(
        says=(
            Say(
                response=response,
                facts=facts,
                kind=kind,
                payload=payload or {},
                buttons=tuple(buttons),
            ),
        )
    )
