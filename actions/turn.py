"""The few things an action may know of the customer's message and of the customer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker
from sqlalchemy.orm import Session

from actions.dialogue import Dialogue, OpenTask
from actions.services import Services
from knowledge.conversations.models import Conversation
from knowledge.customers.models import Customer
from knowledge.customers.queries import customer_by_id

LEVELS = ("none", "matched", "verified")


@dataclass(frozen=True)
class Mention:
    """Something the message names: an order, a price, a colour."""

    entity: str
    value: Any
    start: int
    end: int


class Turn:
    """One message of a customer, with what is needed to answer it.

    Who the customer is comes from our conversation, never from the tracker, so
    that nothing a customer writes can make him somebody else.
    """

    def __init__(self, tracker: Tracker, services: Services, session: Session) -> None:
        self.services = services
        self.session = session
        self.conversation_id: str = tracker.sender_id
        self.dialogue = Dialogue.from_json(tracker.get_slot("dialogue"))
        message = tracker.latest_message or {}
        self.text: str = message.get("text") or ""
        self.intent: str = (message.get("intent") or {}).get("name") or "nlu_fallback"
        self.confidence: float = (message.get("intent") or {}).get("confidence") or 0.0
        self.ranking = tuple(_ranking(message.get("intent_ranking") or []))
        self.mentions = tuple(_mentions(message.get("entities") or []))
        self._conversation = session.get(Conversation, self.conversation_id)
        self.language: str = tracker.get_slot("language") or self._fallback_language
        self.customer_id: str | None = getattr(self._conversation, "customer_id", None)
        self.identity_level: str = getattr(self._conversation, "identity_level", "none")

    @property
    def _fallback_language(self) -> str:
        return getattr(self._conversation, "language", None) or "en"

    @property
    def attempts(self) -> int:
        """How often the customer has failed to say who he is."""
        return getattr(self._conversation, "failed_identifications", 0)

    @cached_property
    def customer(self) -> Customer | None:
        """The identified customer's profile."""
        if self.customer_id is None:
            return None
        return customer_by_id(self.session, self.customer_id)

    def is_at_least(self, level: str) -> bool:
        """Whether the customer's identity is known that well."""
        if self.customer_id is None:
            return level == "none"
        return LEVELS.index(self.identity_level) >= LEVELS.index(level)

    def identified(self, customer_id: str, level: str) -> None:
        """From now on in this turn the customer is known."""
        self.customer_id = customer_id
        self.identity_level = level
        self.__dict__.pop("customer", None)

    def values(self, entity: str) -> list[Any]:
        """The values of this entity in the message, in order."""
        return [m.value for m in self.mentions if m.entity == entity]

    def value(self, entity: str) -> Any | None:
        """The first value of this entity in the message."""
        return next(iter(self.values(entity)), None)

    def recalling(self, task: OpenTask) -> Turn:
        """This turn as if the message were the one that began the task."""
        earlier = copy(self)
        earlier.text = task.words
        earlier.mentions = tuple(Mention(**mention) for mention in task.mentions)
        return earlier

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session for changes, committed when the block ends well."""
        with self.services.database.writing() as session:
            yield session


def _ranking(ranked: list[dict[str, Any]]) -> Iterator[tuple[str, float]]:
    for one in ranked:
        yield one["name"], one["confidence"]


def _mentions(entities: list[dict[str, Any]]) -> Iterator[Mention]:
    for found in entities:
        yield Mention(
            entity=found["entity"],
            value=found.get("value"),
            start=found.get("start", 0),
            end=found.get("end", 0),
        )
