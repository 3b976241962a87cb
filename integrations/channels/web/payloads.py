"""The JSON of the chat interface."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from integrations.channels.channel import OutboundMessage

# Databases refuse NUL and halves of surrogate pairs; nobody types the others.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text).strip()


Printable = Annotated[str, AfterValidator(_printable)]


class SessionIn(BaseModel):
    """How a conversation starts."""

    channel: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$")] = "web"
    locale: Annotated[str, Field(max_length=35)] | None = Field(
        None, description="The visitor's language, e.g. `zh-CN`."
    )
    identity: Annotated[str, Field(max_length=4096)] | None = Field(
        None, description="A JWT in which the shop vouches for a customer."
    )

    @property
    def language(self) -> str | None:
        """The language of the locale, if it is one of ours."""
        code = (self.locale or "").lower()[:2]
        return code if code in ("en", "zh") else None


class SessionOut(BaseModel):
    """What a client needs to go on."""

    conversation_id: str
    token: str
    language: str


class MessageIn(BaseModel):
    """What the customer wrote."""

    text: Printable
    message_id: Annotated[str, Field(pattern=r"^[\w.:-]{1,64}$")] = Field(
        default_factory=lambda: str(uuid4()),
        description="The client's own id; posting it again changes nothing.",
    )


class IdentityIn(BaseModel):
    """Who the visitor turned out to be."""

    identity: Annotated[str, Field(max_length=4096)]


class EntryOut(BaseModel):
    """Something that happened in the conversation, as its customer sees it."""

    model_config = ConfigDict(from_attributes=True)

    seq: int
    at: datetime
    author: str
    author_name: str | None
    kind: str
    text: str
    payload: dict[str, Any]


class EntriesOut(BaseModel):
    """A customer's message with what answers it, in order."""

    entries: list[EntryOut]

    @classmethod
    def of(cls, messages: list[OutboundMessage]) -> EntriesOut:
        """From what a turn brought."""
        return cls(entries=[EntryOut.model_validate(message) for message in messages])


class TimelineOut(EntriesOut):
    """A part of the conversation, and who answers its next message."""

    owner: str
    language: str
