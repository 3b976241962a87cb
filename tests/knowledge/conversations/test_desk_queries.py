"""What the desk's lists show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from knowledge.conversations import desk_queries, handoff, identity, timeline
from knowledge.conversations.models import Author, Kind
from knowledge.conversations.responder import Owner
from knowledge.conversations.timeline import NewEntry
from knowledge.database.session import Database
from knowledge.staff.models import StaffMember
from tests.builders import a_customer
from tests.conftest import NOW
from tests.knowledge.conversations.conftest import an_agent


def written(session: Session, minute: int, *words: str) -> str:
    at = NOW + timedelta(minutes=minute)
    conversation = timeline.open_conversation(
        session, channel="web", language="en", at=at
    )
    for said in words:
        entry = NewEntry(Author.CUSTOMER, Kind.TEXT, said)
        timeline.append(session, conversation.id, entry, at=at)
    return conversation.id


def queued(session: Session, minute: int, *words: str) -> str:
    conversation_id = written(session, minute, *words)
    at = NOW + timedelta(minutes=minute)
    handoff.request(session, conversation_id, reason="asked", packet={}, at=at)
    return conversation_id


def test_the_queue_starts_with_the_longest_wait(session: Session) -> None:
    late = queued(session, 5, "late")
    early = queued(session, 1, "early")
    written(session, 0, "happy with the assistant")
    rows = desk_queries.desk_rows(session, owner=Owner.QUEUE)
    assert [row.conversation_id for row in rows] == [early, late]
    assert rows[0].reason == "asked"
    assert rows[0].last_text == "early"
    assert rows[0].since == NOW + timedelta(minutes=1)


def test_a_visitor_who_wrote_nothing_is_not_listed(session: Session) -> None:
    written(session, 0)
    assert desk_queries.desk_rows(session) == []


def test_an_agent_finds_his_own(session: Session, alex: StaffMember) -> None:
    mine = queued(session, 1, "mine")
    queued(session, 2, "nobody's")
    handoff.join(session, mine, agent=alex, at=NOW + timedelta(minutes=3))
    (row,) = desk_queries.desk_rows(session, agent_id=alex.id)
    assert (row.conversation_id, row.agent_name) == (mine, "Alex")
    assert row.waiting_for_reply
    handoff.reply(session, mine, agent=alex, text="Hi", at=NOW + timedelta(minutes=4))
    row = desk_queries.desk_rows(session, agent_id=alex.id)[0]
    assert not row.waiting_for_reply
    assert desk_queries.count_by_owner(session) == {
        Owner.ASSISTANT: 0,
        Owner.QUEUE: 1,
        Owner.AGENT: 1,
    }


def test_closed_until_the_customer_writes_again(
    session: Session, alex: StaffMember
) -> None:
    conversation_id = queued(session, 1, "help")
    handoff.join(session, conversation_id, agent=alex, at=NOW)
    handoff.close(session, conversation_id, agent=alex, at=NOW)
    assert len(desk_queries.desk_rows(session, closed=True)) == 1
    entry = NewEntry(Author.CUSTOMER, Kind.TEXT, "again")
    timeline.append(session, conversation_id, entry, at=NOW)
    assert desk_queries.desk_rows(session, closed=True) == []
    assert len(desk_queries.desk_rows(session, closed=False)) == 1


def test_search_by_words_and_by_name_in_both_orders(session: Session) -> None:
    conversation_id = written(session, 1, "我的快递到哪了")
    written(session, 2, "100% cotton")
    customer = a_customer(id="lin", first_name="梅", last_name="林")
    session.add(customer)
    session.flush()
    identity.set_customer(session, conversation_id, "lin", "matched", NOW)
    for words in ("快递", "林梅"):
        (row,) = desk_queries.desk_rows(session, search=words)
        assert row.conversation_id == conversation_id
    assert row.customer_name == "林梅"
    # A percent sign is a sign, not "anything".
    assert len(desk_queries.desk_rows(session, search="0% c")) == 1
    assert desk_queries.desk_rows(session, search="%%") == []


def test_every_list_works_on_every_database(shared: Database) -> None:
    with shared.writing() as session:
        alex = an_agent(1, "Alex")
        session.add(alex)
        session.flush()
        waiting, served = queued(session, 1, "waiting"), queued(session, 2, "served")
        handoff.join(session, served, agent=alex, at=NOW)
        ended = queued(session, 3, "ended")
        handoff.close(session, ended, agent=alex, at=NOW)
        asking = written(session, 4, "asking")

    def listed(**wanted: Any) -> list[str]:
        with shared.reading() as session:
            rows = desk_queries.desk_rows(session, **wanted)
        return [row.conversation_id for row in rows]

    assert listed() == [asking, ended, served, waiting]
    assert listed(limit=1) == [asking]
    assert listed(owner=Owner.QUEUE) == [waiting]
    assert listed(owner=Owner.ASSISTANT) == [asking, ended]
    assert listed(agent_id=1) == [served]
    assert listed(closed=True) == [ended]
    assert listed(closed=False) == [asking, served, waiting]
    assert listed(search="SERV") == [served]
