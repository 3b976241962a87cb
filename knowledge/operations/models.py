"""Tables of the operations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database.base import Base, Json, UtcDateTime


class Confirmation(Base):
    """A preview that somebody said yes to and that was carried out.

    ``hash`` is of everything that the yes was about, so the same yes cannot be
    carried out twice; ``nonce`` counts what was done to the subject before, so of
    two yeses on the same state only one can be.
    """

    __tablename__ = "confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    subject: Mapped[str] = mapped_column(String(120))  # order:#W1 | customer:emma
    nonce: Mapped[int]
    operation: Mapped[str] = mapped_column(String(32))
    rules: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(120))
    # The customer's entry with the yes; a member of staff needs none.
    conversation_id: Mapped[str | None] = mapped_column(String(64))
    entry_seq: Mapped[int | None]
    executed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[dict[str, Any]] = mapped_column(Json)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit_entries.id"))

    __table_args__ = (UniqueConstraint("subject", "nonce"),)
