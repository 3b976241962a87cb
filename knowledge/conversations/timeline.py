"""The append-only record of a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from knowledge.conversations import queries
from knowledge.conversations.errors import ConversationNotFound
from knowledge.conversations.models import Audience, Author, Conversation, Entry, Kind


@dataclass(frozen=True)
class NewEntry:
    """Something that is about to be written into a conversation.

    What ``payload["staff"]`` holds is never shown to a customer, even when the
    entry is for everyone.
    """

    author: Author
    kind: Kind
    text: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    audience: Audience = Audience.EVERYONE
    author_name: str | None = None
    message_id: str | None = None
    answers: int | None = None


def open_conversation(
    session: Session,
    *,
    channel: str,
    language: str,
    customer_id: str | None = None,
    identity_level: str = "none",
    at: datetime,
) -> Conversation:
    """Start a conversation on a channel."""
    conversation = Conversation(
        id=str(uuid4()),
        channel=channel,
        language=language,
        customer_id=customer_id,
        identity_level=identity_level,
        created_at=at,
        updated_at=at,
    )
    session.add(conversation)
    session.flush()
    return conversation


def find(session: Session, conversation_id: str) -> Conversation:
    """The conversation, or ``ConversationNotFound``."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise ConversationNotFound(conversation_id=conversation_id)
    return conversation


def lock(session: Session, conversation_id: str) -> Conversation:
    """The conversation, kept from other writers until the transaction ends.

    SQLite has locked the whole database already (BEGIN IMMEDIATE); PostgreSQL
    locks the row.
    """
    conversation = queries.locked(session, conversation_id)
    if conversation is None:
        raise ConversationNotFound(conversation_id=conversation_id)
    return conversation


def append(
    session: Session, conversation_id: str, entry: NewEntry, *, at: datetime
) -> Entry:
    """Write the entry as the conversation's last."""
    conversation = lock(session, conversation_id)
    conversation.updated_at = at
    written = Entry(
        conversation_id=conversation_id,
        seq=queries.last_seq(session, conversation_id) + 1,
        at=at,
        author=entry.author,
        author_name=entry.author_name,
        kind=entry.kind,
        audience=entry.audience,
        text=entry.text,
        payload=entry.payload,
        message_id=entry.message_id,
        answers=entry.answers,
    )
    session.add(written)
    session.flush()
    return written


def read(
    session: Session, conversation_id: str, *, audience: Audience, after: int = 0
) -> list[Entry]:
    """The entries after ``after`` that this audience may read, oldest first."""
    return queries.entries_of(session, conversation_id, audience=audience, after=after)


def for_customer(payload: dict[str, Any]) -> dict[str, Any]:
    """An entry's payload without what only staff may see."""
    return {key: value for key, value in payload.items() if key != "staff"}
