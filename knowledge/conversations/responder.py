"""Who owns a conversation, derived from its lifecycle entries and stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, case, literal, select
from sqlalchemy.orm import Session, aliased

from knowledge.conversations import queries
from knowledge.conversations.models import Conversation, Entry, Kind


class Owner(StrEnum):
    """Who answers the customer's next message."""

    ASSISTANT = "assistant"
    QUEUE = "queue"
    AGENT = "agent"


# The packet is left out on purpose: it is written before ownership moves.
OWNER_AFTER: dict[str, Owner] = {
    Kind.HANDOFF_REQUESTED: Owner.QUEUE,
    Kind.AGENT_JOINED: Owner.AGENT,
    Kind.HANDED_BACK: Owner.ASSISTANT,
    Kind.CLOSED: Owner.ASSISTANT,
}


@dataclass(frozen=True)
class Ownership:
    """The owner, and the lifecycle entry that made it so (None: nothing happened)."""

    owner: Owner
    since: Entry | None = None

    @property
    def agent_id(self) -> int | None:
        """The id of the agent who is in the conversation, if one is."""
        if self.owner is not Owner.AGENT or self.since is None:
            return None
        agent_id: int = self.since.payload["staff"]["agent_id"]
        return agent_id


def owner_of(kinds: Iterable[str]) -> Owner:
    """The owner after entries of these kinds, oldest first."""
    owner = Owner.ASSISTANT
    for kind in kinds:
        owner = OWNER_AFTER.get(kind, owner)
    return owner


def ownership(session: Session, conversation_id: str) -> Ownership:
    """The conversation's owner, with the entry that decided it."""
    last = queries.last_of_kinds(session, conversation_id, kinds=list(OWNER_AFTER))
    return (
        Ownership(OWNER_AFTER[last.kind], last) if last else Ownership(Owner.ASSISTANT)
    )


def owner(session: Session, conversation_id: str) -> Owner:
    """The conversation's owner."""
    return ownership(session, conversation_id).owner


def owner_expression() -> ColumnElement[str]:
    """``owner_of`` as SQL, for lists over the table of conversations."""
    entry = aliased(Entry)
    last_kind = (
        select(entry.kind)
        .where(entry.conversation_id == Conversation.id, entry.kind.in_(OWNER_AFTER))
        .order_by(entry.seq.desc())
        .limit(1)
        .correlate(Conversation)
        .scalar_subquery()
    )
    whens = {kind: literal(str(owner)) for kind, owner in OWNER_AFTER.items()}
    return case(whens, value=last_kind, else_=literal(str(Owner.ASSISTANT)))
