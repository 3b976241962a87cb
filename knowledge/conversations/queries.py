"""All SQL about single conversations; lists for the desk are in ``desk_queries``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from knowledge.conversations.models import (
    Audience,
    Author,
    Conversation,
    Entry,
    Kind,
    TurnUnderWay,
)


def locked(session: Session, conversation_id: str) -> Conversation | None:
    """The conversation, fresh from the database and locked where rows can be."""
    return session.get(
        Conversation, conversation_id, with_for_update=True, populate_existing=True
    )


def last_seq(session: Session, conversation_id: str) -> int:
    """The number of the conversation's last entry; 0 when there is none."""
    query = select(func.max(Entry.seq)).where(Entry.conversation_id == conversation_id)
    return session.scalar(query) or 0


def entries_of(
    session: Session, conversation_id: str, *, audience: Audience, after: int = 0
) -> list[Entry]:
    """What the audience may read of a conversation; staff read everything."""
    query = (
        select(Entry)
        .where(Entry.conversation_id == conversation_id, Entry.seq > after)
        .order_by(Entry.seq)
    )
    if audience is not Audience.STAFF:
        query = query.where(Entry.audience == Audience.EVERYONE)
    return list(session.scalars(query))


def last_of_kinds(
    session: Session,
    conversation_id: str,
    *,
    kinds: Collection[str],
    author: Author | None = None,
) -> Entry | None:
    """The newest entry of one of these kinds, by the author if one is given."""
    query = select(Entry).where(
        Entry.conversation_id == conversation_id, Entry.kind.in_(kinds)
    )
    if author is not None:
        query = query.where(Entry.author == author)
    return session.scalar(query.order_by(Entry.seq.desc()).limit(1))


def last_by(
    session: Session,
    conversation_id: str,
    author: Author,
    *,
    after: int = 0,
    limit: int = 1,
) -> list[Entry]:
    """What the author said last for everyone after ``after``, newest first."""
    query = (
        select(Entry)
        .where(
            Entry.conversation_id == conversation_id,
            Entry.author == author,
            Entry.audience == Audience.EVERYONE,
            Entry.seq > after,
        )
        .order_by(Entry.seq.desc())
        .limit(limit)
    )
    return list(session.scalars(query))


def by_message_id(
    session: Session, conversation_id: str, message_id: str
) -> Entry | None:
    """The customer's message that the client gave this id."""
    return session.scalar(
        select(Entry).where(
            Entry.conversation_id == conversation_id, Entry.message_id == message_id
        )
    )


def exchange(session: Session, conversation_id: str, seq: int) -> list[Entry]:
    """A customer's message and the visible entries that answer it, in order."""
    query = (
        select(Entry)
        .where(
            Entry.conversation_id == conversation_id,
            or_(Entry.seq == seq, Entry.answers == seq),
            Entry.audience == Audience.EVERYONE,
        )
        .order_by(Entry.seq)
    )
    return list(session.scalars(query))


def latest_packet(session: Session, conversation_id: str) -> Entry | None:
    """The newest hand-over packet, whose payload the desk shows."""
    return last_of_kinds(session, conversation_id, kinds=[Kind.HANDOFF_PACKET])


def newest_entry_id(session: Session) -> int:
    """The id of the newest entry of all; 0 when there is none."""
    return session.scalar(select(func.max(Entry.id))) or 0


def entries_after(
    session: Session, entry_id: int, limit: int, *, also: Sequence[int] = ()
) -> list[Entry]:
    """Entries of all conversations that came after ``entry_id``, for followers.

    ``also`` names ids that were skipped earlier: on PostgreSQL a lower id may
    become visible after a higher one.
    """
    newer = Entry.id > entry_id
    wanted = or_(newer, Entry.id.in_(also)) if also else newer
    return list(
        session.scalars(select(Entry).where(wanted).order_by(Entry.id).limit(limit))
    )


def turn(session: Session, conversation_id: str, seq: int) -> TurnUnderWay | None:
    """The turn that answers the conversation's message ``seq``, if it is under way."""
    return session.get(TurnUnderWay, (conversation_id, seq))


def turns(session: Session, conversation_id: str) -> list[TurnUnderWay]:
    """The conversation's unfinished turns, in the order of their messages."""
    query = (
        select(TurnUnderWay)
        .where(TurnUnderWay.conversation_id == conversation_id)
        .order_by(TurnUnderWay.seq)
    )
    return list(session.scalars(query))


def messages_of_turns_until(session: Session, moment: datetime) -> list[Entry]:
    """The messages whose turns should have ended before ``moment``."""
    query = (
        select(Entry)
        .join(
            TurnUnderWay,
            (TurnUnderWay.conversation_id == Entry.conversation_id)
            & (TurnUnderWay.seq == Entry.seq),
        )
        .where(TurnUnderWay.until <= moment)
        .order_by(Entry.id)
    )
    return list(session.scalars(query))
