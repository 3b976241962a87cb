"""What the bot was recorded to send is what the gateway reads and the widget draws."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from integrations.gateway.speech import entry_of
from integrations.rasa.payloads import BotAnswer
from knowledge.conversations.models import Kind
from tests.contracts.record_payloads import ASKED, PAYLOADS

FILES = sorted(PAYLOADS.glob("*.json"))

CARD = {
    "type",
    "id",
    "title",
    "brand",
    "price",
    "price_minor",
    "list_price",
    "currency",
    "image",
    "url",
    "stock",
    "stock_text",
    "rating",
    "buttons",
}
ORDER = {"number", "status", "status_text", "placed_at", "total", "lines", "parcels"}
PARCEL = {
    "tracking_number",
    "carrier",
    "status",
    "status_text",
    "expected",
    "delivered_at",
    "events",
}
SOURCE = {"article_id", "title", "language", "other_language"}


def recorded(file: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return answer


def test_everything_that_is_asked_was_recorded() -> None:
    assert {file.stem for file in FILES} == set(ASKED)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_gateway_reads_it(file: Path) -> None:
    kind, language = file.stem.split("_")
    answer = BotAnswer.model_validate_json(file.read_bytes())
    assert answer.understood.language == language
    assert 0 < answer.understood.confidence <= 1
    entries = [
        entry_of(message, answers=1, understood=answer.understood)
        for message in answer.messages
    ]
    assert Kind(kind) in [entry.kind for entry in entries]
    assert all(entry.text.strip() for entry in entries)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_drawn_has_all_its_parts(file: Path) -> None:
    for message in recorded(file)["messages"]:
        payload = (message["custom"] or {}).get("payload", {})
        orders = [*payload.get("orders", []), *_one(payload, "order")]
        parcels = payload.get("parcels", [])
        for there, parts in (
            (payload.get("cards", []), CARD),
            (orders, ORDER),
            ([*parcels, *(p for order in orders for p in order["parcels"])], PARCEL),
            (_one(payload, "source"), SOURCE),
        ):
            for one in there:
                assert parts <= set(one)


def test_the_bot_may_not_decide_who_owns_a_conversation() -> None:
    answer = recorded(PAYLOADS / "text_en.json")
    answer["messages"][0]["custom"] = {"kind": "agent_joined", "payload": {}}
    with pytest.raises(ValidationError):
        BotAnswer.model_validate(answer)


def _one(payload: dict[str, Any], name: str) -> list[Any]:
    return [payload[name]] if payload.get(name) else []
