"""Turns: a customer's message that the assistant has to answer, once and in order.

A turn under way has a row of its own. The row is written together with the
message and removed together with the answer, so that two gateways never answer
the same message, messages are answered in the order of their numbers, and a
message whose gateway died is found again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from knowledge.conversations import queries, timeline
from knowledge.conversations.models import Author, Entry, Kind, TurnUnderWay
from knowledge.conversations.responder import Owner, owner
from knowledge.conversations.sentences import is_go_on
from knowledge.conversations.timeline import NewEntry


class Next(StrEnum):
    """What a waiting turn does next."""

    WAIT = "wait"  # an earlier message is still being answered
    START = "start"
    STOP = "stop"  # an earlier answer, or a person, took the conversation away


@dataclass(frozen=True)
class Begun:
    """A recorded message, who owns the conversation, and whose it is to answer."""

    entry: Entry
    owner: Owner
    language: str
    is_new: bool  # False: the same message has been posted before
    channel: str
    is_ours: bool  # the caller has a turn to finish
    is_under_way: bool  # somebody has
    may_start: bool  # no earlier message is still being answered


def begin(
    session: Session,
    conversation_id: str,
    *,
    text: str,
    message_id: str,
    until: datetime,
    at: datetime,
) -> Begun:
    """Record the message and, if the assistant owns the conversation, open its turn.

    A message that was posted before is only taken up again when whoever was
    answering it has let ``until`` pass.
    """
    conversation = timeline.lock(session, conversation_id)
    now = owner(session, conversation_id)
    entry = queries.by_message_id(session, conversation_id, message_id)
    is_new = entry is None
    if entry is None:
        said = NewEntry(Author.CUSTOMER, Kind.TEXT, text, message_id=message_id)
        entry = timeline.append(session, conversation_id, said, at=at)
        # The button of a wait concerns who answers, not what: no turn for it.
        is_under_way = is_ours = now is Owner.ASSISTANT and not is_go_on(text)
        if is_ours:
            _open(session, entry, until)
    else:
        is_under_way, is_ours = _take_up(session, entry, until=until, at=at)
    return Begun(
        entry=entry,
        owner=now,
        language=conversation.language,
        channel=conversation.channel,
        is_new=is_new,
        is_ours=is_ours,
        is_under_way=is_under_way,
        may_start=not _earlier_under_way(session, entry, at=at),
    )


def look(session: Session, entry: Entry, *, until: datetime, at: datetime) -> Next:
    """What a turn that waits for earlier ones has to do now.

    Looking keeps the turn alive: one that waits is not one whose gateway died.
    """
    timeline.lock(session, entry.conversation_id)
    turn = queries.turn(session, entry.conversation_id, entry.seq)
    if turn is not None:
        turn.until = until
    if _earlier_under_way(session, entry, at=at):
        return Next.WAIT
    if owner(session, entry.conversation_id) is Owner.ASSISTANT:
        return Next.START
    return Next.STOP


def finish(session: Session, entry: Entry) -> bool:
    """End the turn; whether what it brought may still be said.

    Not when another gateway has finished it, nor when an agent has joined or
    the conversation was closed since the customer wrote.
    """
    timeline.lock(session, entry.conversation_id)
    turn = queries.turn(session, entry.conversation_id, entry.seq)
    if turn is None:
        return False
    session.delete(turn)
    session.flush()
    taken = queries.last_of_kinds(
        session, entry.conversation_id, kinds=[Kind.AGENT_JOINED, Kind.CLOSED]
    )
    return taken is None or taken.seq < entry.seq


def abandoned(session: Session, *, at: datetime) -> list[Entry]:
    """Messages whose gateway died before it answered, oldest first."""
    return queries.messages_of_turns_until(session, at)


def _open(session: Session, entry: Entry, until: datetime) -> None:
    session.add(
        TurnUnderWay(conversation_id=entry.conversation_id, seq=entry.seq, until=until)
    )
    session.flush()


def _take_up(
    session: Session, entry: Entry, *, until: datetime, at: datetime
) -> tuple[bool, bool]:
    """Whether a turn answers this old message, and whether it is ours from now on."""
    turn = queries.turn(session, entry.conversation_id, entry.seq)
    if turn is None:
        return False, False
    died = turn.until <= at
    if died:
        turn.until = until
    return True, died


def _earlier_under_way(session: Session, entry: Entry, *, at: datetime) -> bool:
    return any(
        turn.seq < entry.seq and turn.until > at
        for turn in queries.turns(session, entry.conversation_id)
    )
