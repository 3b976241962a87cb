"""The hand-over packet: what a person has to know before the first reply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from knowledge.conversations import queries, timeline

_REMEMBERED = 6


def build(
    session: Session,
    conversation_id: str,
    *,
    goal: str,
    language: str | None = None,
    collected: dict[str, Any] | None = None,
    orders: Sequence[str] = (),
    tried: Sequence[str] = (),
    suggested: str = "",
) -> dict[str, Any]:
    """A packet with what the conversation itself tells filled in.

    ``handoff.request`` adds the reason.
    """
    conversation = timeline.find(session, conversation_id)
    said = queries.last_said(session, conversation_id, limit=_REMEMBERED)
    return {
        "goal": goal,
        "language": language or conversation.language,
        "customer_id": conversation.customer_id,
        "identity_level": conversation.identity_level,
        "collected": collected or {},
        "orders": list(orders),
        "tried": list(tried),
        "last_messages": [
            {"author": entry.author, "text": entry.text} for entry in said
        ],
        "suggested": suggested,
    }
