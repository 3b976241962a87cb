"""Several processes at once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from integrations.realtime.feed import Feed
from integrations.realtime.hub import EVERYTHING, Hub
from knowledge.conversations import handoff, timeline, turns
from knowledge.conversations.errors import AlreadyTaken
from knowledge.conversations.models import Audience, Author, Kind
from knowledge.conversations.timeline import NewEntry
from knowledge.database.session import Database
from knowledge.staff.models import StaffMember
from tests.conftest import NOW
from tests.knowledge.conversations.conftest import an_agent

SAID = NewEntry(Author.CUSTOMER, Kind.TEXT, "hi")


def a_conversation(database: Database) -> str:
    with database.writing() as session:
        return timeline.open_conversation(
            session, channel="web", language="en", at=NOW
        ).id


def at_once(count: int, work: Callable[[int], object]) -> list[object]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def test_numbers_have_no_gaps_and_no_twins(shared: Database) -> None:
    conversation_id = a_conversation(shared)

    def write(_: int) -> None:
        for _ in range(5):
            with shared.writing() as session:
                timeline.append(session, conversation_id, SAID, at=NOW)

    at_once(4, write)
    with shared.reading() as session:
        entries = timeline.read(session, conversation_id, audience=Audience.STAFF)
    assert [entry.seq for entry in entries] == list(range(1, 21))


def test_of_many_agents_one_wins_and_the_others_are_told(shared: Database) -> None:
    conversation_id = a_conversation(shared)
    with shared.writing() as session:
        session.add_all([an_agent(number, f"Agent {number}") for number in range(1, 5)])

    def join(number: int) -> str | None:
        with shared.writing() as session:
            agent = session.get_one(StaffMember, number + 1)
            try:
                handoff.join(session, conversation_id, agent=agent, at=NOW)
            except AlreadyTaken as refusal:
                return str(refusal.facts["agent"])
        return None

    told = at_once(4, join)
    assert told.count(None) == 1
    winner = f"Agent {told.index(None) + 1}"
    assert set(told) == {None, winner}


def test_a_message_posted_to_two_gateways_is_answered_by_one(shared: Database) -> None:
    conversation_id = a_conversation(shared)

    def begin(_: int) -> bool:
        with shared.writing() as session:
            return turns.begin(
                session,
                conversation_id,
                text="hi",
                message_id="m1",
                until=NOW + timedelta(seconds=9),
                at=NOW,
            ).is_ours

    assert sorted(map(bool, at_once(4, begin))) == [False, False, False, True]


def test_a_person_is_asked_for_once(shared: Database) -> None:
    conversation_id = a_conversation(shared)

    def ask(_: int) -> int:
        with shared.writing() as session:
            return handoff.request(
                session, conversation_id, reason="asked", packet={}, at=NOW
            ).seq

    assert set(at_once(4, ask)) == {2}


@pytest.mark.postgres
def test_the_feed_sees_entries_that_were_committed_late(postgres: Database) -> None:
    first, second = a_conversation(postgres), a_conversation(postgres)
    hub = Hub()
    feed = Feed(postgres, hub)

    async def follow() -> list[str]:
        await feed.look()
        with hub.subscribe(EVERYTHING) as everything:
            with postgres.writing() as early:
                timeline.append(early, first, SAID, at=NOW)
                with postgres.writing() as late:
                    timeline.append(late, second, SAID, at=NOW)
                assert await feed.look() == 1
            assert await feed.look() == 1
            assert await feed.look() == 0
            return [happening.conversation_id for happening in everything.drain()]

    assert asyncio.run(follow()) == [second, first]
