"""Who the customer in a conversation is, and how sure of it we are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.conversations import timeline
from knowledge.conversations.errors import OtherCustomer
from knowledge.conversations.models import Audience, Author, Conversation, Kind
from knowledge.conversations.timeline import NewEntry

LEVELS = ("none", "matched", "verified")


def set_customer(
    session: Session,
    conversation_id: str,
    customer_id: str,
    level: str,
    at: datetime,
) -> Conversation:
    """Attach the customer; a level is only ever raised.

    Raises ``OtherCustomer`` when the conversation is somebody else's: what was
    said in it must not become readable to another person.
    """
    conversation = timeline.lock(session, conversation_id)
    if conversation.customer_id not in (None, customer_id):
        raise OtherCustomer()
    known = conversation.customer_id == customer_id
    if known and LEVELS.index(level) <= LEVELS.index(conversation.identity_level):
        return conversation
    conversation.customer_id = customer_id
    conversation.identity_level = level
    conversation.failed_identifications = 0
    timeline.append(
        session,
        conversation_id,
        NewEntry(
            Author.SYSTEM,
            Kind.IDENTIFIED,
            payload={"customer_id": customer_id, "level": level},
            audience=Audience.STAFF,
        ),
        at=at,
    )
    return conversation


def failed(session: Session, conversation_id: str) -> int:
    """Count one more failed identification; how many there have been."""
    conversation = timeline.lock(session, conversation_id)
    conversation.failed_identifications += 1
    session.flush()
    return conversation.failed_identifications
