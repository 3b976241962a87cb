"""What the gateway gets: whole replies, what was understood, failures as failures."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channel import Replies, answer

PARSED = {
    "text": "hi",
    "intent": {"name": "greet", "confidence": 0.9},
    "intent_ranking": [{"name": "greet", "confidence": 0.9}],
    "entities": [{"entity": "language", "value": "zh", "start": 0, "end": 2}],
}
CARD = {
    "text": "Here",
    "buttons": [{"title": "A", "payload": "a"}],
    "custom": {"kind": "cards"},
}


class FakeProcessor:
    """Understands every message alike, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[UserMessage] = []

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        self.asked.append(message)
        return {**PARSED, "text": message.text}


def _request(body: Any, processor: FakeProcessor | None = None) -> Any:
    agent = SimpleNamespace(processor=processor or FakeProcessor())
    return SimpleNamespace(
        json=body, app=SimpleNamespace(ctx=SimpleNamespace(agent=agent))
    )


def _post(body: Any, handle: Any, processor: FakeProcessor | None = None) -> Any:
    response = asyncio.run(answer(_request(body, processor), handle))
    return response.status, json.loads(response.body)


async def _says_a_card(message: UserMessage) -> None:
    card = {
        "text": "Here",
        "buttons": [{"title": "A", "payload": "a"}],
        "custom": {"x": 1},
    }
    await message.output_channel.send_response(message.sender_id, card)


BODY = {"sender": "c1", "message": "hi", "metadata": {"language": "zh"}}


def test_an_utterance_stays_whole_and_tells_what_was_understood() -> None:
    status, found = _post(BODY, _says_a_card)
    assert status == 200
    assert found["messages"] == [
        {
            "text": "Here",
            "buttons": [{"title": "A", "payload": "a"}],
            "custom": {"x": 1},
        }
    ]
    assert found["understood"]["intent"] == "greet"
    assert found["understood"]["language"] == "zh"


def test_the_message_is_handled_as_it_was_understood() -> None:
    handled: list[UserMessage] = []

    async def handle(message: UserMessage) -> None:
        handled.append(message)

    _post(BODY, handle)
    assert handled[0].parse_data == {**PARSED, "text": "hi"}
    assert handled[0].metadata == {"language": "zh"}


def test_an_exception_is_an_error() -> None:
    async def breaks(_: UserMessage) -> None:
        raise RuntimeError("no disk")

    status, found = _post(BODY, breaks)
    assert (status, found) == (500, {"error": "RuntimeError: no disk"})


def test_a_failed_action_is_an_error_although_rasa_carries_on() -> None:
    async def fails(message: UserMessage) -> None:
        await _says_a_card(message)
        assert isinstance(message.output_channel, Replies)
        message.output_channel.failures.append("action_x: unreachable")

    assert _post(BODY, fails) == (500, {"error": "action_x: unreachable"})


@pytest.mark.parametrize("body", [None, {}, {"sender": "c1"}, [], "text"])
def test_a_body_that_is_no_message(body: Any) -> None:
    assert _post(body, _says_a_card)[0] == 400


def test_a_typed_command_is_a_message_like_any_other() -> None:
    processor = FakeProcessor()
    _post({**BODY, "message": "/restart"}, _says_a_card, processor)
    text = processor.asked[0].text
    assert text is not None
    assert not text.startswith("/")
