"""What the client sends to Rasa's own interface, and what it accepts."""

from __future__ import annotations

import httpx
import pytest

from integrations.rasa.client import RasaClient, RasaUnavailable
from integrations.rasa.payloads import BotAnswer
from knowledge.conversations.models import Kind
from tests.fakes import FakeRasa


def a_client(rasa: FakeRasa) -> RasaClient:
    http = httpx.AsyncClient(transport=rasa, base_url="http://bot")
    return RasaClient(http, timeout_seconds=1)


async def test_slots_are_set_by_events() -> None:
    rasa = FakeRasa()
    await a_client(rasa).set_slot("c/1", "language", "zh")
    ((path, events),) = rasa.remembered
    assert path == "/conversations/c/1/tracker/events"
    assert events == [{"event": "slot", "name": "language", "value": "zh"}]


async def test_not_remembering_is_the_same_error() -> None:
    with pytest.raises(RasaUnavailable, match="ConnectError"):
        await a_client(FakeRasa(is_up=False)).remember("c1", {"language": "en"})


@pytest.mark.parametrize("kind", ["handed_back", "closed", "note", "handoff_packet"])
def test_the_bot_cannot_move_a_conversation(kind: str) -> None:
    message = {"text": "hi", "custom": {"kind": kind}}
    with pytest.raises(ValueError, match="kind"):
        BotAnswer.model_validate_json(
            httpx.Response(200, json={"messages": [message]}).content
        )


def test_what_a_newer_bot_adds_is_let_through() -> None:
    answer = BotAnswer.model_validate_json(
        b'{"messages": [{"text": "hi", "image": null, "custom": {"kind": "answer"}}],'
        b' "understood": {"intent": null, "confidence": 1, "language": null},'
        b' "took": 3}'
    )
    assert answer.messages[0].custom is not None
    assert answer.messages[0].custom.kind is Kind.ANSWER
    assert answer.understood.confidence == 1.0
