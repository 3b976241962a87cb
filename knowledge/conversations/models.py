"""Tables of the conversations. The timeline is the truth; the owner is derived."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database.base import Base, Json, UtcDateTime


class Author(StrEnum):
    """Who wrote an entry."""

    CUSTOMER = "customer"
    ASSISTANT = "assistant"
    AGENT = "agent"
    SYSTEM = "system"


class Audience(StrEnum):
    """Who may read an entry."""

    EVERYONE = "everyone"
    STAFF = "staff"


class Kind(StrEnum):
    """What an entry is. The lifecycle kinds decide who owns the conversation."""

    TEXT = "text"
    QUESTION = "question"  # asks something; payload has buttons or a form
    ANSWER = "answer"  # from an article; payload has source and related
    PRODUCTS = "products"
    ORDERS = "orders"
    ORDER = "order"
    PARCELS = "parcels"
    PROFILE = "profile"
    APOLOGY = "apology"
    NOTE = "note"  # staff only
    IDENTIFIED = "identified"  # staff only
    # lifecycle
    HANDOFF_REQUESTED = "handoff_requested"
    HANDOFF_PACKET = "handoff_packet"  # staff only, always just before the request
    AGENT_JOINED = "agent_joined"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"


class Conversation(Base):
    """One customer's conversation on one channel."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(8), default="en")
    customer_id: Mapped[str | None] = mapped_column(String(64), index=True)
    # none | matched (said who he is) | verified (signed by the shop's site)
    identity_level: Mapped[str] = mapped_column(String(16), default="none")
    failed_identifications: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Entry(Base):
    """Something that happened in a conversation; never changed, never deleted."""

    __tablename__ = "entries"

    # Grows over all conversations, so that readers can follow new entries.
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]  # 1, 2, 3, … within the conversation
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author: Mapped[str] = mapped_column(String(16))
    author_name: Mapped[str | None] = mapped_column(String(120))  # an agent's
    kind: Mapped[str] = mapped_column(String(32))
    audience: Mapped[str] = mapped_column(String(16), default=Audience.EVERYONE)
    text: Mapped[str] = mapped_column(Text, default="")
    payload: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # The client's id of a customer's message; makes posting it twice harmless.
    message_id: Mapped[str | None] = mapped_column(String(64))
    # The seq of the customer's message that this answers.
    answers: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "message_id", name="uq_entries_message_id"),
        Index("ix_entries_conversation_kind", "conversation_id", "kind"),
    )


class TurnUnderWay(Base):
    """A customer's message that the assistant is answering; gone when it is done.

    It keeps the turns of a conversation in order over several gateways, and
    ``until`` tells that the one who was answering has died.
    """

    __tablename__ = "turns_under_way"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)  # the message's
    until: Mapped[datetime] = mapped_column(UtcDateTime)
