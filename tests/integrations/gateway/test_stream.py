"""The conversation as a stream: resumed, live, and seen from other processes."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import FastAPI

from integrations.channels.web.payloads import SessionIn
from integrations.gateway.app import create_app
from integrations.gateway.services import Services, make_services
from integrations.gateway.settings import GatewaySettings
from knowledge.clock import now
from knowledge.conversations import handoff
from knowledge.database.session import Database
from knowledge.staff.models import StaffMember
from tests.fakes import FakeRasa
from tests.integrations.gateway.conftest import Customer, a_visitor
from tests.integrations.gateway.streaming import streaming

EVENTS = "/api/chat/events"


async def test_it_starts_at_the_beginning_and_goes_on_live(
    app: FastAPI, visitor: Customer
) -> None:
    async with streaming(app, EVENTS, headers=visitor.headers) as stream:
        assert (await stream.event()).id == "1"
        assert stream.headers["content-type"].startswith("text/event-stream")
        await visitor.say("hello")
        said = [await stream.event() for _ in range(2)]
    assert [event.entry["text"] for event in said] == ["hello", "You said: hello"]
    assert [event.id for event in said] == ["2", "3"]


async def test_what_the_stream_says_is_what_the_page_says(
    app: FastAPI, visitor: Customer
) -> None:
    await visitor.say("hello")
    async with streaming(app, EVENTS, headers=visitor.headers) as stream:
        streamed = [(await stream.event()).entry for _ in range(3)]
    assert streamed == (await visitor.page())["entries"]


@pytest.mark.parametrize(
    ("last_event_id", "query", "expected"),
    [
        ("2", "", "3"),
        ("2", "after=1", "3"),
        (None, "after=1", "2"),
        ("rubbish", "", "1"),
        ("9" * 40, "", "1"),
        ("²", "", "1"),
    ],
)
async def test_it_resumes_after_the_last_event(
    app: FastAPI,
    visitor: Customer,
    last_event_id: str | None,
    query: str,
    expected: str,
) -> None:
    await visitor.say("hello")
    headers = dict(visitor.headers)
    if last_event_id:
        headers["Last-Event-ID"] = last_event_id
    async with streaming(app, EVENTS, query, headers) as stream:
        assert (await stream.event()).id == expected


async def test_event_source_sends_its_token_in_the_address(
    app: FastAPI, visitor: Customer
) -> None:
    async with streaming(app, EVENTS, f"token={visitor.token}") as stream:
        assert (await stream.event()).id == "1"


async def test_what_staff_write_elsewhere_arrives_by_the_feed(
    app: FastAPI, visitor: Customer, services: Services, alex: StaffMember
) -> None:
    feed = asyncio.create_task(services.feed.run())
    headers = {**visitor.headers, "Last-Event-ID": "1"}
    async with streaming(app, EVENTS, headers=headers) as stream:
        await stream.block()
        # Another process has no hub of ours: it only writes to the database.
        with services.database.writing() as session:
            conversation_id = visitor.conversation_id
            handoff.join(session, conversation_id, agent=alex, at=now())
            handoff.note(
                session, conversation_id, agent=alex, text="difficult", at=now()
            )
            handoff.reply(session, conversation_id, agent=alex, text="Hi!", at=now())
        joined, reply = await stream.event(), await stream.event()
    feed.cancel()
    assert joined.entry["kind"] == "agent_joined"
    assert joined.entry["payload"] == {}
    assert (reply.entry["text"], reply.entry["author_name"]) == ("Hi!", "Alex")


async def test_other_conversations_stay_out_of_it(
    app: FastAPI, visitor: Customer
) -> None:
    other = await a_visitor(visitor.http)
    headers = {**visitor.headers, "Last-Event-ID": "1"}
    async with streaming(app, EVENTS, headers=headers) as stream:
        await stream.block()
        await other.say("not for you")
        await visitor.say("for me")
        assert (await stream.event()).entry["text"] == "for me"


async def test_a_silent_stream_beats_and_reads_again(
    settings: GatewaySettings, database: Database, rasa: FakeRasa
) -> None:
    quick = settings.model_copy(update={"stream_ping_seconds": 0.05})
    services = make_services(quick, database=database, bot=rasa)
    app = create_app(services)
    conversation = services.web_chat.open(SessionIn())
    token = services.web_chat.tokens.issue(conversation.id, at=now())
    async with streaming(app, EVENTS, f"token={token}") as stream:
        await stream.event()
        assert (await stream.block()).startswith(": ping")
        # Written while no feed runs: the stream finds it by itself.
        with database.writing() as session:
            handoff.request(
                session, conversation.id, reason="asked", packet={}, at=now()
            )
        assert (await stream.event()).entry["kind"] == "handoff_requested"


async def test_a_closed_stream_is_forgotten(
    app: FastAPI, visitor: Customer, services: Services
) -> None:
    async with streaming(app, EVENTS, headers=visitor.headers) as stream:
        await stream.event()
        assert len(services.web_chat.hub) == 1
    assert len(services.web_chat.hub) == 0
