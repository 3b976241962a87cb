"""Turns in which something breaks, or a person takes over."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from integrations.gateway.services import Services
from knowledge.clock import now
from knowledge.conversations import handoff, turns
from knowledge.conversations.sentences import Sentence, say
from knowledge.staff.models import StaffMember
from tests.fakes import FakeRasa, bot_answer, slowly
from tests.integrations.gateway.conftest import Customer
from tests.integrations.gateway.test_turns import shape, staff_entries, texts


class TestSomethingIsBroken:
    @pytest.mark.parametrize(
        "answer",
        [
            500,
            503,
            b"<html>oops</html>",
            b'{"messages": "none"}',
            bot_answer(),
            bot_answer("  ", text=None),
            bot_answer("taken over", custom={"kind": "agent_joined"}),
            httpx.ReadError("cut"),
            httpx.ConnectTimeout("slow"),
        ],
        ids=str,
    )
    async def test_the_customer_reads_an_apology_and_a_person_is_called(
        self, visitor: Customer, rasa: FakeRasa, services: Services, answer: Any
    ) -> None:
        rasa.will(answer)
        entries = await visitor.say("where is my parcel?")
        assert shape(entries) == [
            ("customer", "text"),
            ("assistant", "apology"),
            ("system", "handoff_requested"),
        ]
        assert entries[1]["text"] == say(Sentence.ASSISTANT_UNAVAILABLE, "en")
        assert (await visitor.page())["owner"] == "queue"
        packets = [
            payload
            for kind, payload in staff_entries(services, visitor)
            if kind == "handoff_packet"
        ]
        (packet,) = packets
        assert packet["reason"] == "assistant_failed"
        assert packet["goal"] == "where is my parcel?"

    async def test_when_the_bot_is_down_it_is_said_in_the_customers_language(
        self, visitor: Customer, rasa: FakeRasa
    ) -> None:
        rasa.is_up = False
        entries = await visitor.say("我的快递到哪了？")
        assert entries[1]["text"] == say(Sentence.ASSISTANT_UNAVAILABLE, "zh")
        assert entries[2]["text"] == say(Sentence.HANDOFF_REQUESTED, "zh")

    async def test_a_late_reply_is_never_shown(
        self, visitor: Customer, rasa: FakeRasa
    ) -> None:
        gate = asyncio.Event()
        rasa.will(slowly(bot_answer("too late"), gate))
        entries = await visitor.say("hello?")
        assert entries[1]["kind"] == "apology"
        gate.set()
        await asyncio.sleep(0.02)
        assert "too late" not in texts((await visitor.page())["entries"])

    async def test_a_failure_after_a_person_was_called_needs_no_apology(
        self, visitor: Customer, rasa: FakeRasa, services: Services
    ) -> None:
        async def call_and_break() -> int:
            with services.database.writing() as session:
                handoff.request(
                    session,
                    visitor.conversation_id,
                    reason="asked",
                    packet={},
                    at=now(),
                )
            raise httpx.ReadError("cut")

        rasa.will(call_and_break)
        entries = await visitor.say("a person please")
        assert shape(entries) == [
            ("customer", "text"),
            ("system", "handoff_requested"),
        ]

    async def test_a_turn_whose_gateway_died_is_found_again(
        self, visitor: Customer, services: Services
    ) -> None:
        with services.database.writing() as session:
            turns.begin(
                session,
                visitor.conversation_id,
                text="hello?",
                message_id="m1",
                until=now() - timedelta(seconds=1),
                at=now() - timedelta(seconds=20),
            )
        await services.turns.recover()
        await services.turns.recover()
        page = await visitor.page(after=1)
        assert shape(page["entries"]) == [
            ("customer", "text"),
            ("assistant", "apology"),
            ("system", "handoff_requested"),
        ]

    async def test_posting_it_again_answers_it(
        self, visitor: Customer, services: Services
    ) -> None:
        with services.database.writing() as session:
            turns.begin(
                session,
                visitor.conversation_id,
                text="hello?",
                message_id="m1",
                until=now() + timedelta(seconds=0.1),
                at=now(),
            )
        entries = await visitor.say("hello?")
        assert texts(entries) == ["hello?", "You said: hello?"]


class TestPeople:
    async def test_a_reply_under_way_is_dropped_when_an_agent_joins(
        self,
        visitor: Customer,
        rasa: FakeRasa,
        services: Services,
        alex: StaffMember,
    ) -> None:
        async def joined_meanwhile() -> dict[str, Any]:
            with services.database.writing() as session:
                handoff.join(session, visitor.conversation_id, agent=alex, at=now())
            return bot_answer("the assistant talks over the agent")

        rasa.will(joined_meanwhile)
        assert texts(await visitor.say("hello?")) == ["hello?"]
        page = await visitor.page(after=1)
        assert shape(page["entries"]) == [
            ("customer", "text"),
            ("system", "agent_joined"),
        ]
        assert page["owner"] == "agent"
        assert await visitor.say("hello?") == [page["entries"][0]]

    async def test_while_an_agent_is_there_the_bot_hears_nothing(
        self,
        visitor: Customer,
        rasa: FakeRasa,
        services: Services,
        alex: StaffMember,
    ) -> None:
        with services.database.writing() as session:
            handoff.join(session, visitor.conversation_id, agent=alex, at=now())
        assert shape(await visitor.say("hi")) == [("customer", "text")]
        assert rasa.heard == []
        with services.database.writing() as session:
            handoff.hand_back(session, visitor.conversation_id, agent=alex, at=now())
        assert len(await visitor.say("and now?", "m2")) == 2

    async def test_the_reply_that_called_a_person_is_shown(
        self, visitor: Customer, rasa: FakeRasa, services: Services
    ) -> None:
        async def call() -> dict[str, Any]:
            with services.database.writing() as session:
                handoff.request(
                    session,
                    visitor.conversation_id,
                    reason="asked",
                    packet={"language": "zh"},
                    at=now(),
                )
            return bot_answer("好的", language="zh")

        rasa.will(call)
        entries = await visitor.say("转人工")
        assert shape(entries) == [
            ("customer", "text"),
            ("system", "handoff_requested"),
            ("assistant", "text"),
        ]
        assert entries[1]["text"] == say(Sentence.HANDOFF_REQUESTED, "zh")
        assert entries[1]["payload"] == {}  # the reason is for staff

    async def test_waiting_is_acknowledged_once(
        self, visitor: Customer, rasa: FakeRasa
    ) -> None:
        rasa.is_up = False
        await visitor.say("help", "m1")
        rasa.is_up = True
        first = await visitor.say("are you there?", "m2")
        assert shape(first) == [("customer", "text"), ("system", "question")]
        assert first[1]["payload"]["buttons"][0]["value"] == say(Sentence.GO_ON, "en")
        assert shape(await visitor.say("hello?", "m3")) == [("customer", "text")]
        assert rasa.heard == []
        assert await visitor.say("are you there?", "m2") == first

    @pytest.mark.parametrize("language", ["en", "zh"])
    async def test_the_button_brings_the_assistant_back(
        self, visitor: Customer, rasa: FakeRasa, language: str
    ) -> None:
        rasa.is_up = False
        await visitor.say("help", "m1")
        rasa.is_up = True
        entries = await visitor.say(say(Sentence.GO_ON, language), "m2")
        assert shape(entries) == [("customer", "text"), ("system", "handed_back")]
        assert rasa.heard == []
        assert texts(await visitor.say("hello", "m3"))[1] == "You said: hello"
        # Pressed again when nobody is waiting, it still gets an answer.
        again = await visitor.say(say(Sentence.GO_ON, language), "m4")
        assert shape(again) == [("customer", "text"), ("system", "text")]
