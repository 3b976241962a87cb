"""A message in, the answer out, whatever happens between."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from integrations.channels.channel import InboundMessage
from integrations.gateway.services import Services, make_services
from knowledge.clock import now
from knowledge.conversations import handoff, timeline, turns
from knowledge.conversations.models import Audience
from knowledge.conversations.sentences import Sentence, say
from knowledge.staff.models import StaffMember
from tests.fakes import FakeRasa, bot_answer, slowly
from tests.integrations.gateway.conftest import Customer, a_visitor


def shape(entries: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(entry["author"], entry["kind"]) for entry in entries]


def texts(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["text"] for entry in entries]


def staff_entries(services: Services, customer: Customer) -> list[tuple[str, Any]]:
    with services.database.reading() as session:
        found = timeline.read(
            session, customer.conversation_id, audience=Audience.STAFF
        )
    return [(entry.kind, entry.payload) for entry in found]


async def test_the_assistant_answers_within_the_turn(
    visitor: Customer, rasa: FakeRasa
) -> None:
    entries = await visitor.say("hello")
    assert texts(entries) == ["hello", "You said: hello"]
    assert shape(entries) == [("customer", "text"), ("assistant", "text")]
    assert [entry["seq"] for entry in entries] == [2, 3]  # 1 is the greeting
    (heard,) = rasa.heard
    assert heard["sender"] == visitor.conversation_id
    assert heard["metadata"]["language"] == "en"
    assert heard["metadata"]["message_id"] == "m1"


async def test_one_request_id_goes_all_the_way(
    visitor: Customer, rasa: FakeRasa
) -> None:
    response = await visitor.http.post(
        "/api/chat/messages",
        json={"text": "hi"},
        headers={**visitor.headers, "X-Request-ID": "trace-42"},
    )
    assert response.headers["X-Request-ID"] == "trace-42"
    assert rasa.heard[0]["metadata"]["request_id"] == "trace-42"


async def test_cards_and_buttons_become_one_entry(
    visitor: Customer, rasa: FakeRasa
) -> None:
    cards = {"cards": [{"type": "product", "id": "p1"}], "buttons": [{"title": "a"}]}
    rasa.will(
        bot_answer(
            "Two lamps",
            custom={"kind": "products", "payload": cards},
            buttons=[{"title": "More", "payload": "show more"}],
        )
    )
    _, shown = await visitor.say("lamps")
    assert shown["kind"] == "products"
    assert shown["payload"] == {
        "cards": cards["cards"],
        "buttons": [{"title": "a"}, {"title": "More", "value": "show more"}],
    }


async def test_the_message_is_committed_before_the_bot_hears_it(
    visitor: Customer, rasa: FakeRasa, services: Services
) -> None:
    seen: list[str] = []

    async def look() -> dict[str, Any]:
        page = await visitor.page()
        seen.extend(texts(page["entries"]))
        return bot_answer("fine")

    rasa.will(look)
    await visitor.say("are you there?")
    assert "are you there?" in seen


async def test_the_language_follows_what_the_bot_understood(
    visitor: Customer, rasa: FakeRasa
) -> None:
    rasa.will(bot_answer("您好", language="zh"))
    await visitor.say("我的包裹到哪了")
    assert (await visitor.page())["language"] == "zh"
    await visitor.say("ok", "m2")
    assert rasa.heard[1]["metadata"]["language"] == "zh"


class TestPostingTwice:
    async def test_the_same_entries_come_back(
        self, visitor: Customer, rasa: FakeRasa
    ) -> None:
        first = await visitor.say("hello")
        assert await visitor.say("hello") == first
        assert rasa.texts == ["hello"]

    async def test_also_while_the_first_is_under_way(
        self, visitor: Customer, rasa: FakeRasa
    ) -> None:
        gate, reached = asyncio.Event(), asyncio.Event()
        rasa.will(slowly(bot_answer("done"), gate, reached))
        first = asyncio.create_task(visitor.say("hello"))
        await reached.wait()
        second = asyncio.create_task(visitor.say("hello"))
        await asyncio.sleep(0.08)
        assert not second.done()
        gate.set()
        assert await first == await second
        assert rasa.texts == ["hello"]

    async def test_another_conversation_may_use_the_same_id(
        self, visitor: Customer, http: httpx.AsyncClient, rasa: FakeRasa
    ) -> None:
        other = await a_visitor(http)
        await visitor.say("one")
        assert texts(await other.say("two"))[0] == "two"


class TestOrder:
    async def test_a_second_message_waits_for_the_first_answer(
        self, visitor: Customer, rasa: FakeRasa
    ) -> None:
        gate, reached = asyncio.Event(), asyncio.Event()
        rasa.will(slowly(bot_answer("first answer"), gate, reached))
        first = asyncio.create_task(visitor.say("first", "m1"))
        await reached.wait()
        second = asyncio.create_task(visitor.say("second", "m2"))
        await asyncio.sleep(0.08)
        assert rasa.texts == ["first"]
        gate.set()
        await asyncio.gather(first, second)
        assert rasa.texts == ["first", "second"]
        page = await visitor.page(after=1)
        assert texts(page["entries"]) == [
            "first",
            "second",
            "first answer",
            "You said: second",
        ]

    async def test_two_gateways_keep_it_too(
        self, visitor: Customer, rasa: FakeRasa, services: Services
    ) -> None:
        other = make_services(services.settings, database=services.database, bot=rasa)
        gate, reached = asyncio.Event(), asyncio.Event()
        rasa.will(slowly(bot_answer("first answer"), gate, reached))
        first = asyncio.create_task(visitor.say("first", "m1"))
        await reached.wait()
        message = InboundMessage(visitor.conversation_id, "second", "m2")
        second = asyncio.create_task(other.turns.take(message))
        again = asyncio.create_task(
            other.turns.take(InboundMessage(visitor.conversation_id, "first", "m1"))
        )
        await asyncio.sleep(0.08)
        gate.set()
        answers = await first
        assert [entry.text for entry in await again] == texts(answers)
        assert (await second)[1].text == "You said: second"
        assert rasa.texts == ["first", "second"]

    async def test_what_waited_behind_a_hand_over_waits_for_the_person(
        self, visitor: Customer, rasa: FakeRasa
    ) -> None:
        gate, reached = asyncio.Event(), asyncio.Event()

        async def break_later() -> int:
            reached.set()
            await gate.wait()
            return 500

        rasa.will(break_later)
        first = asyncio.create_task(visitor.say("first", "m1"))
        await reached.wait()
        second = asyncio.create_task(visitor.say("second", "m2"))
        await asyncio.sleep(0.02)
        gate.set()
        assert shape(await first) == [
            ("customer", "text"),
            ("assistant", "apology"),
            ("system", "handoff_requested"),
        ]
        assert shape(await second) == [("customer", "text"), ("system", "question")]
        assert rasa.texts == ["first"]

    async def test_many_at_once_are_each_answered_once(
        self, visitor: Customer, rasa: FakeRasa
    ) -> None:
        posts = [visitor.say(f"message {n}", f"m{n}") for n in range(8)]
        for entries in await asyncio.gather(*posts):
            asked, answer = texts(entries)
            assert answer == f"You said: {asked}"
        assert len(rasa.texts) == 8


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
