"""A message in, the answer out, whatever happens between."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from integrations.channels.channel import InboundMessage
from integrations.gateway.services import Services, make_services
from knowledge.conversations import timeline
from knowledge.conversations.models import Audience
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
