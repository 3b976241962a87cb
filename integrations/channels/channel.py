"""What every channel is: a way in for messages, a way out for entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from knowledge.conversations import timeline
from knowledge.conversations.models import Entry


@dataclass(frozen=True)
class InboundMessage:
    """What a customer wrote; ``message_id`` makes receiving it twice harmless."""

    conversation_id: str
    text: str
    message_id: str


@dataclass(frozen=True)
class OutboundMessage:
    """An entry as a customer may see it; ``text`` is readable without the rest."""

    seq: int
    at: datetime
    author: str
    author_name: str | None
    kind: str
    text: str
    payload: dict[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> OutboundMessage:
        """The entry without what only staff may see."""
        return cls(
            seq=entry.seq,
            at=entry.at,
            author=entry.author,
            author_name=entry.author_name,
            kind=entry.kind,
            text=entry.text,
            payload=timeline.for_customer(entry.payload),
        )


class DeliveryError(Exception):
    """A channel could not deliver; when ``permanent``, trying again is useless."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class Channel(Protocol):
    """Brings entries to the customers of one kind of client."""

    name: str

    async def deliver(
        self, conversation_id: str, messages: Sequence[OutboundMessage]
    ) -> None:
        """Show the messages to the customer, or raise ``DeliveryError``."""


class Receiver(Protocol):
    """Takes a customer's message; what was said in its turn, his own words first."""

    async def __call__(self, message: InboundMessage) -> list[OutboundMessage]: ...
