"""The hub hands out, the feed follows the database."""

from __future__ import annotations

from integrations.realtime.feed import Feed, Position
from integrations.realtime.hub import EVERYTHING, Happening, Hub, topic_of
from knowledge.conversations import timeline
from knowledge.conversations.models import Audience, Author, Kind
from knowledge.conversations.timeline import NewEntry
from knowledge.database.session import Database
from tests.conftest import NOW


def a_happening(conversation_id: str = "c1", seq: int = 1) -> Happening:
    return Happening(conversation_id, seq, "customer", "text", "everyone")


async def test_each_subscriber_hears_its_topic() -> None:
    hub = Hub()
    with (
        hub.subscribe(topic_of("c1")) as first,
        hub.subscribe(topic_of("c2")) as second,
        hub.subscribe(EVERYTHING) as everything,
    ):
        hub.publish(a_happening("c1"))
        assert first.drain() == everything.drain() == [a_happening("c1")]
        assert second.drain() == []
    assert len(hub) == 0


async def test_a_slow_subscriber_loses_the_oldest_and_blocks_nobody() -> None:
    hub = Hub(capacity=2)
    with hub.subscribe(EVERYTHING) as slow:
        for seq in (1, 2, 3):
            hub.publish(a_happening(seq=seq))
        assert [happening.seq for happening in slow.drain()] == [2, 3]


async def test_silence_is_not_an_error() -> None:
    with Hub().subscribe(EVERYTHING) as subscription:
        assert await subscription.next(timeout=0.01) is None


async def test_the_feed_announces_what_others_wrote(database: Database) -> None:
    hub = Hub()
    feed = Feed(database, hub)

    def write(text: str, audience: Audience = Audience.EVERYONE) -> None:
        with database.writing() as session:
            entry = NewEntry(Author.AGENT, Kind.NOTE, text, audience=audience)
            timeline.append(session, conversation_id, entry, at=NOW)

    with database.writing() as session:
        conversation_id = timeline.open_conversation(
            session, channel="web", language="en", at=NOW
        ).id
    write("before the feed began")
    assert await feed.look() == 0
    with hub.subscribe(topic_of(conversation_id)) as subscription:
        write("one")
        write("two", Audience.STAFF)
        assert await feed.look() == 2
        assert await feed.look() == 0
        heard = subscription.drain()
    assert [(each.seq, each.audience) for each in heard] == [
        (2, "everyone"),
        (3, "staff"),
    ]


def test_skipped_ids_are_asked_for_until_they_appear_or_are_given_up() -> None:
    position = Position(last=5, patience=30)
    position.move([6, 9], now=100)
    assert position.last == 9
    assert position.skipped(now=101) == [7, 8]
    position.move([7, 10], now=110)
    assert position.skipped(now=111) == [8]
    assert position.skipped(now=130) == []
