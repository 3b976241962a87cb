"""People taking over from the assistant, and giving back. Every step is idempotent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from knowledge.conversations import queries, timeline
from knowledge.conversations.errors import AlreadyTaken, NotInConversation
from knowledge.conversations.models import Audience, Author, Entry, Kind
from knowledge.conversations.responder import Owner, Ownership, ownership
from knowledge.conversations.sentences import Sentence, say
from knowledge.conversations.timeline import NewEntry
from knowledge.staff.models import StaffMember


def request(
    session: Session,
    conversation_id: str,
    *,
    reason: str,
    packet: dict[str, Any],
    at: datetime,
    answers: int | None = None,
) -> Entry:
    """Put the conversation into the queue, its packet first.

    While a person is asked for or there already, nothing is written. ``answers``
    is the customer's message that led to it; by default the one being answered.
    """
    conversation = timeline.lock(session, conversation_id)
    now = ownership(session, conversation_id)
    if now.owner is not Owner.ASSISTANT and now.since is not None:
        return now.since
    language = packet.get("language") or conversation.language
    facts = {**packet, "reason": reason, "language": language}
    _write_packet(session, conversation_id, facts, at=at)
    return timeline.append(
        session,
        conversation_id,
        NewEntry(
            Author.SYSTEM,
            Kind.HANDOFF_REQUESTED,
            text=say(Sentence.HANDOFF_REQUESTED, language),
            payload={"staff": {"reason": reason}},
            answers=answers or _asked_by(session, conversation_id),
        ),
        at=at,
    )


def withdraw(session: Session, conversation_id: str, *, at: datetime) -> Entry | None:
    """The customer goes on with the assistant; None when he was not waiting."""
    conversation = timeline.lock(session, conversation_id)
    if ownership(session, conversation_id).owner is not Owner.QUEUE:
        return None
    entry = NewEntry(
        Author.SYSTEM,
        Kind.HANDED_BACK,
        text=say(Sentence.WENT_ON, conversation.language),
        answers=_asked_by(session, conversation_id),
    )
    return timeline.append(session, conversation_id, entry, at=at)


def join(
    session: Session, conversation_id: str, *, agent: StaffMember, at: datetime
) -> Entry:
    """The agent takes the conversation, from the queue or from the assistant.

    Raises ``AlreadyTaken`` when another agent is in it.
    """
    conversation = timeline.lock(session, conversation_id)
    now = ownership(session, conversation_id)
    if now.owner is Owner.AGENT and now.since is not None:
        _must_hold(now, agent)
        return now.since
    return _lifecycle(
        session,
        conversation_id,
        Kind.AGENT_JOINED,
        text=say(Sentence.AGENT_JOINED, conversation.language, agent=agent.name),
        agent=agent,
        at=at,
    )


def reply(
    session: Session,
    conversation_id: str,
    *,
    agent: StaffMember,
    text: str,
    at: datetime,
    payload: dict[str, Any] | None = None,
) -> Entry:
    """What the agent says to the customer; only while he is in the conversation."""
    timeline.lock(session, conversation_id)
    _must_hold(ownership(session, conversation_id), agent)
    entry = NewEntry(
        Author.AGENT, Kind.TEXT, text, payload or {}, author_name=agent.name
    )
    return timeline.append(session, conversation_id, entry, at=at)


def note(
    session: Session,
    conversation_id: str,
    *,
    agent: StaffMember,
    text: str,
    at: datetime,
) -> Entry:
    """A private note by anybody of the staff; the customer never sees it."""
    entry = NewEntry(
        Author.AGENT,
        Kind.NOTE,
        text,
        audience=Audience.STAFF,
        author_name=agent.name,
    )
    return timeline.append(session, conversation_id, entry, at=at)


def hand_back(
    session: Session,
    conversation_id: str,
    *,
    agent: StaffMember,
    summary: str = "",
    at: datetime,
) -> Entry:
    """The agent gives the conversation back to the assistant."""
    conversation = timeline.lock(session, conversation_id)
    now = ownership(session, conversation_id)
    if _did_already(now, Kind.HANDED_BACK, agent) and now.since is not None:
        return now.since
    _must_hold(now, agent)
    return _lifecycle(
        session,
        conversation_id,
        Kind.HANDED_BACK,
        text=say(Sentence.HANDED_BACK, conversation.language, agent=agent.name),
        agent=agent,
        at=at,
        summary=summary,
    )


def close(
    session: Session,
    conversation_id: str,
    *,
    agent: StaffMember,
    at: datetime,
    summary: str = "",
) -> Entry:
    """End the episode; the customer's next message starts a new one."""
    conversation = timeline.lock(session, conversation_id)
    now = ownership(session, conversation_id)
    if now.owner is Owner.AGENT:
        _must_hold(now, agent)
    if now.since is not None and _is_still_closed(session, now.since):
        return now.since
    return _lifecycle(
        session,
        conversation_id,
        Kind.CLOSED,
        text=say(Sentence.CLOSED, conversation.language),
        agent=agent,
        at=at,
        summary=summary,
    )


def _write_packet(
    session: Session, conversation_id: str, packet: dict[str, Any], *, at: datetime
) -> None:
    entry = NewEntry(
        Author.SYSTEM,
        Kind.HANDOFF_PACKET,
        text=str(packet.get("goal") or packet["reason"]),
        payload=packet,
        audience=Audience.STAFF,
    )
    timeline.append(session, conversation_id, entry, at=at)


def _lifecycle(
    session: Session,
    conversation_id: str,
    kind: Kind,
    *,
    text: str,
    agent: StaffMember,
    at: datetime,
    summary: str = "",
) -> Entry:
    staff: dict[str, Any] = {"agent_id": agent.id}
    if summary:
        staff["summary"] = summary
    entry = NewEntry(
        Author.SYSTEM, kind, text, {"staff": staff}, author_name=agent.name
    )
    return timeline.append(session, conversation_id, entry, at=at)


def _must_hold(now: Ownership, agent: StaffMember) -> None:
    if now.owner is not Owner.AGENT or now.since is None:
        raise NotInConversation(agent=agent.name)
    if now.agent_id != agent.id:
        raise AlreadyTaken(agent=now.since.author_name)


def _did_already(now: Ownership, kind: Kind, agent: StaffMember) -> bool:
    """Whether the agent's own step of this kind is the last thing that happened."""
    if now.since is None or now.since.kind != kind:
        return False
    by: int | None = now.since.payload.get("staff", {}).get("agent_id")
    return by == agent.id


def _is_still_closed(session: Session, last: Entry) -> bool:
    """Whether the last step was to close, and the customer has been silent since."""
    return last.kind == Kind.CLOSED and not queries.last_by(
        session, last.conversation_id, Author.CUSTOMER, after=last.seq
    )


def _asked_by(session: Session, conversation_id: str) -> int | None:
    """The customer's message that a step of the system answers.

    The one whose turn it is; the customer may have written more meanwhile.
    """
    under_way = queries.turns(session, conversation_id)
    if under_way:
        return under_way[0].seq
    last = queries.last_by(session, conversation_id, Author.CUSTOMER)
    return last[0].seq if last else None
