"""The packet names things as people do, not by their ids."""

from __future__ import annotations

from typing import Any

import pytest

from integrations.console.desk_reading import Context
from integrations.console.pages.answers import answer_words, readable
from integrations.console.services import Services
from knowledge.conversations import handoff, packets, timeline
from knowledge.conversations.models import Author, Kind
from knowledge.conversations.timeline import NewEntry
from knowledge.database.session import Database
from tests.builders import NOW, a_customer, a_product, a_variant, an_order

COLLECTED: dict[str, Any] = {
    "order": "#W1000001",
    "items": ["v1"],
    "swaps": ["v2"],
    "method": "card_1",
}


@pytest.fixture
async def found(services: Services, database: Database) -> Context:
    """What the desk reads about Emma, who wants her headphones in another colour."""
    versions = [
        a_variant("v1", options={"colour": "black"}),
        a_variant("v2", options={"colour": "blue"}),
    ]
    with database.writing() as session:
        session.add_all([a_customer(), a_product(variants=versions)])
        session.flush()
        session.add(an_order())
        opened = timeline.open_conversation(
            session, channel="web", language="en", customer_id="emma", at=NOW
        )
        asked = NewEntry(Author.CUSTOMER, Kind.TEXT, "rather in blue")
        timeline.append(session, opened.id, asked, at=NOW)
        packet = packets.build(
            session, opened.id, goal="Another colour", collected=COLLECTED
        )
        handoff.request(session, opened.id, reason="task", packet=packet, at=NOW)
        conversation_id = opened.id
    return await services.reading.context(1, conversation_id)


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("items", "Wireless Headphones (black)", "无线耳机（黑色）"),
        ("swaps", "blue", "蓝色"),
        ("method", "credit card", "信用卡"),
        ("order", "#W1000001", "#W1000001"),
    ],
)
def test_ids_are_named(found: Context, key: str, english: str, chinese: str) -> None:
    assert found.packet is not None
    value = found.packet["collected"][key]
    assert answer_words(key, value, found, "en") == english
    assert answer_words(key, value, found, "zh") == chinese


@pytest.mark.parametrize(
    ("key", "value", "chinese"),
    [
        ("reason", "no longer needed", "不需要了"),
        ("problem", "damaged", "破损"),
        ("wish", "refund", "退款"),
        ("items", ["gone"], "gone"),
        ("method", "gone", "gone"),
        (
            "address",
            {"line1": "南京西路1266号", "city": "上海市", "country": "中国"},
            "上海市南京西路1266号",
        ),
    ],
)
def test_answers_of_the_rules_are_in_the_language_and_unknown_ones_stay(
    found: Context, key: str, value: Any, chinese: str
) -> None:
    assert answer_words(key, value, found, "zh") == chinese


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("#W1", "#W1"),
        (["a", 2], "a, 2"),
        ({"text": "tomorrow", "from": "2026-11-22"}, "tomorrow"),
        ({"minor": 5, "currency": None}, "5"),
        (True, "✓"),
    ],
)
def test_what_was_collected_is_readable(value: object, words: str) -> None:
    assert readable(value) == words
