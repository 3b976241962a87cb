"""The hand-over packet: what a person has to know before the first reply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from knowledge.conversations import queries, timeline
from knowledge.conversations.models import Author

_REMEMBERED = 6  # of the customer's own messages


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
    said = queries.last_by(session, conversation_id, Author.CUSTOMER, limit=_REMEMBERED)
    return {
        "goal": goal,
        "language": language or conversation.language,
        "customer_id": conversation.customer_id,
        "identity_level": conversation.identity_level,
        "collected": collected or {},
        "orders": list(orders),
        "tried": list(tried),
        "last_messages": [entry.text for entry in reversed(said)],
        "suggested": suggested,
    }
