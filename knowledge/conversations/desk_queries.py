"""All SQL behind the desk's lists: who waits, who is served, what was said last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from knowledge.conversations.models import Audience, Author, Conversation, Entry, Kind
from knowledge.conversations.responder import OWNER_AFTER, Owner, owner_expression
from knowledge.customers.models import Customer


@dataclass(frozen=True)
class DeskRow:
    """One conversation in a list of the desk."""

    conversation_id: str
    channel: str
    language: str
    customer_id: str | None
    customer_name: str | None
    identity_level: str
    owner: Owner
    since: datetime  # of the last lifecycle entry; of the opening when there is none
    closed: bool  # nobody has written since it was closed
    reason: str | None  # why a person was asked for
    agent_id: int | None
    agent_name: str | None
    last_text: str
    last_author: str
    last_at: datetime
    waiting_for_reply: bool  # the customer wrote last


def desk_rows(
    session: Session,
    *,
    owner: Owner | None = None,
    agent_id: int | None = None,
    closed: bool | None = None,
    search: str = "",
    limit: int = 200,
) -> list[DeskRow]:
    """Conversations in which the customer has written.

    The queue comes longest wait first, every other list newest message first.
    """
    query, lifecycle, last = _base()
    if owner is not None:
        query = query.where(_owned_by(owner, lifecycle))
    if agent_id is not None:
        inside = lifecycle.payload["staff"]["agent_id"].as_integer()
        query = query.where(lifecycle.kind == Kind.AGENT_JOINED, inside == agent_id)
    if closed is not None:
        ended = (lifecycle.kind == Kind.CLOSED) & (lifecycle.seq > last.seq)
        query = query.where(func.coalesce(ended, false()) == literal(closed))
    if search:
        query = query.where(_matches(search))
    order = lifecycle.at.asc() if owner is Owner.QUEUE else last.at.desc()
    return [
        _row(found) for found in session.execute(query.order_by(order).limit(limit))
    ]


def desk_row(session: Session, conversation_id: str) -> DeskRow | None:
    """One conversation as the lists show it."""
    query, _, _ = _base()
    found = session.execute(query.where(Conversation.id == conversation_id)).first()
    return _row(found) if found else None


def count_by_owner(session: Session) -> dict[Owner, int]:
    """How many conversations each owner has; closed ones count as the assistant's."""
    owner = owner_expression().label("owner")
    query = select(owner, func.count()).select_from(Conversation).group_by(owner)
    counted = {Owner(name): count for name, count in session.execute(query)}
    return {each: counted.get(each, 0) for each in Owner}


def _base() -> tuple[
    Select[Conversation, Customer, Entry, Entry], type[Entry], type[Entry]
]:
    lifecycle, last = aliased(Entry), aliased(Entry)
    query = (
        select(Conversation, Customer, lifecycle, last)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(lifecycle, lifecycle.id == _newest(Entry.kind.in_(OWNER_AFTER)))
        .join(last, last.id == _newest(_said()))
        .where(_newest(Entry.author == Author.CUSTOMER).is_not(None))
    )
    return query, lifecycle, last


def _owned_by(owner: Owner, lifecycle: type[Entry]) -> ColumnElement[bool]:
    kinds = [kind for kind, after in OWNER_AFTER.items() if after is owner]
    owned = lifecycle.kind.in_(kinds)
    if owner is Owner.ASSISTANT:
        # What nothing has happened to is the assistant's.
        return or_(owned, lifecycle.kind.is_(None))
    return owned


def _newest(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """The id of the conversation's newest entry for which the condition holds."""
    return (
        select(func.max(Entry.id))
        .where(Entry.conversation_id == Conversation.id, condition)
        .correlate(Conversation)
        .scalar_subquery()
    )


def _said() -> ColumnElement[bool]:
    return (Entry.audience == Audience.EVERYONE) & (Entry.author != Author.SYSTEM)


def _matches(search: str) -> ColumnElement[bool]:
    words = search.strip()
    said = (
        select(Entry.id)
        .where(
            Entry.conversation_id == Conversation.id,
            Entry.text.icontains(words, autoescape=True),
        )
        .correlate(Conversation)
        .exists()
    )
    western = Customer.first_name + " " + Customer.last_name
    chinese = Customer.last_name + Customer.first_name
    named = (
        each.icontains(words, autoescape=True)
        for each in (western, chinese, Customer.email)
    )
    return or_(said, *named)


def _row(found: Row[Conversation, Customer, Entry, Entry]) -> DeskRow:
    conversation, last = found[0], found[3]
    # Outer joins leave these two empty, which the row's type cannot say.
    customer: Customer | None = found[1]
    lifecycle: Entry | None = found[2]
    owner = OWNER_AFTER[lifecycle.kind] if lifecycle else Owner.ASSISTANT
    facts = lifecycle.payload.get("staff", {}) if lifecycle else {}
    served = owner is Owner.AGENT
    return DeskRow(
        conversation_id=conversation.id,
        channel=conversation.channel,
        language=conversation.language,
        customer_id=conversation.customer_id,
        customer_name=customer.full_name if customer else None,
        identity_level=conversation.identity_level,
        owner=owner,
        since=lifecycle.at if lifecycle else conversation.created_at,
        closed=_is_closed(lifecycle, last),
        reason=facts.get("reason"),
        agent_id=facts.get("agent_id") if served else None,
        agent_name=lifecycle.author_name if lifecycle and served else None,
        last_text=last.text,
        last_author=last.author,
        last_at=last.at,
        waiting_for_reply=last.author == Author.CUSTOMER,
    )


def _is_closed(lifecycle: Entry | None, last: Entry) -> bool:
    if lifecycle is None or lifecycle.kind != Kind.CLOSED:
        return False
    return lifecycle.seq > last.seq
