"""The shop's tools over HTTP, under the retail shop's rules."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from knowledge.conversations import timeline
from knowledge.conversations.models import Audience
from knowledge.database.session import Database
from knowledge.operations.tools import TOOLS
from knowledge.staff.models import AuditEntry
from tests.builders import NOW
from tests.knowledge.operations.retail_builders import a_retail_shop

Headers = dict[str, str]


@pytest.fixture(autouse=True)
def shop(database: Database, services: object) -> None:
    with database.writing() as session:
        a_retail_shop(session)


async def use(
    client: httpx.AsyncClient, headers: Headers, name: str, **arguments: Any
) -> dict[str, Any]:
    response = await client.post(f"/tools/{name}", json=arguments, headers=headers)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


SWAP = {
    "order_id": "#P",
    "item_ids": ["small"],
    "new_item_ids": ["large"],
    "payment_method_id": "card",
}
EXCHANGE = {**SWAP, "order_id": "#D"}
BACK = {"order_id": "#D", "item_ids": ["small"], "payment_method_id": "card"}
PLACE = {
    "address1": "9 Elm",
    "address2": "",
    "city": "Austin",
    "state": "TX",
    "country": "USA",
    "zip": "78702",
}
CANCEL, MOVE = "cancel_pending_order", "modify_pending_order_address"
PAY, CHANGE = "modify_pending_order_payment", "modify_pending_order_items"
RETURN = "return_delivered_order_items"
SWAP_BACK = "exchange_delivered_order_items"
REASON = {"reason": "no longer needed"}


@pytest.mark.parametrize(
    ("name", "arguments", "rule"),
    [
        (CANCEL, {"order_id": "#X", **REASON}, "order_known"),
        (CANCEL, {"order_id": "#S", **REASON}, "order_pending"),
        (CANCEL, {"order_id": "#P", "reason": "too dear"}, "cancel_reason"),
        (MOVE, {"order_id": "#D", **PLACE}, "order_pending"),
        (PAY, {"order_id": "#D", "payment_method_id": "pal"}, "order_pending"),
        (PAY, {"order_id": "#P", "payment_method_id": "no"}, "own_payment_method"),
        (PAY, {"order_id": "#T", "payment_method_id": "pal"}, "paid_once"),
        (PAY, {"order_id": "#P", "payment_method_id": "card"}, "other_payment_method"),
        (PAY, {"order_id": "#P", "payment_method_id": "empty"}, "gift_card_covers"),
        (CHANGE, EXCHANGE, "order_pending"),
        (CHANGE, {**SWAP, "item_ids": ["large"]}, "items_in_order"),
        (CHANGE, {**SWAP, "item_ids": ["small"] * 2}, "items_in_order"),
        (CHANGE, {**SWAP, "new_item_ids": []}, "one_new_item_each"),
        (CHANGE, {**SWAP, "new_item_ids": ["cup"]}, "same_product"),
        (CHANGE, {**SWAP, "new_item_ids": ["gone"]}, "item_available"),
        (CHANGE, {**SWAP, "payment_method_id": "no"}, "own_payment_method"),
        (CHANGE, {**SWAP, "payment_method_id": "empty"}, "gift_card_covers"),
        (RETURN, {**BACK, "order_id": "#P"}, "order_delivered"),
        (RETURN, {**BACK, "item_ids": ["large"]}, "items_in_order"),
        (RETURN, {**BACK, "payment_method_id": "no"}, "own_payment_method"),
        (RETURN, {**BACK, "payment_method_id": "pal"}, "refund_target"),
        (SWAP_BACK, SWAP, "order_delivered"),
        (SWAP_BACK, {**EXCHANGE, "item_ids": ["large"]}, "items_in_order"),
        (SWAP_BACK, {**EXCHANGE, "new_item_ids": []}, "one_new_item_each"),
        (SWAP_BACK, {**EXCHANGE, "new_item_ids": ["cup"]}, "same_product"),
        (SWAP_BACK, {**EXCHANGE, "new_item_ids": ["gone"]}, "item_available"),
        (SWAP_BACK, {**EXCHANGE, "payment_method_id": "no"}, "own_payment_method"),
        (SWAP_BACK, {**EXCHANGE, "payment_method_id": "empty"}, "gift_card_covers"),
        ("modify_user_address", {"user_id": "nobody", **PLACE}, "customer_known"),
        ("find_user_id_by_email", {"email": "x@example.com"}, "customer_known"),
        ("get_product_details", {"product_id": "no"}, "product_known"),
        ("calculate", {"expression": "2 ** 9"}, "sum_of_numbers"),
    ],
)
async def test_a_violation_is_refused_and_changes_nothing(
    client: httpx.AsyncClient,
    alex: Headers,
    name: str,
    arguments: dict[str, Any],
    rule: str,
) -> None:
    before = (await client.get("/export/retail", headers=alex)).json()
    answer = await use(client, alex, name, **arguments)
    assert not answer["ok"]
    assert answer["refusal"]["rule"] == rule
    assert answer["refusal"]["sentence"]
    assert (await client.get("/export/retail", headers=alex)).json() == before


async def test_a_write_answers_with_the_record_and_is_logged(
    client: httpx.AsyncClient, alex: Headers, database: Database
) -> None:
    answer = await use(client, alex, CHANGE, **SWAP)
    assert answer["ok"]
    assert answer["result"]["status"] == "pending (item modified)"
    assert answer["result"]["payment_history"][-1] == {
        "transaction_type": "payment",
        "amount": 5.05,
        "payment_method_id": "card",
    }
    again = await use(client, alex, CANCEL, order_id="#P", **REASON)
    assert again["refusal"]["rule"] == "order_pending"
    with database.reading() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.actor, entry.subject) == ("staff:1", "order:#P")


async def test_a_refusal_names_what_is_lawful_in_the_readers_language(
    client: httpx.AsyncClient, alex: Headers
) -> None:
    chinese = {**alex, "Accept-Language": "zh-CN"}
    wrong = {**BACK, "payment_method_id": "pal"}
    refusal = (await use(client, chinese, RETURN, **wrong))["refusal"]
    assert "原路退回" in refusal["sentence"]
    assert refusal["alternatives"] == [
        {
            "operation": "return_items",
            "title": "申请退货",
            "field": "payment_method_id",
            "values": ["card", "empty", "full"],
        }
    ]


async def test_a_person_is_called(
    client: httpx.AsyncClient, alex: Headers, database: Database
) -> None:
    with database.writing() as session:
        opened = timeline.open_conversation(
            session, channel="web", language="en", at=NOW
        )
    name = "transfer_to_human_agents"
    answer = await use(
        client, alex, name, summary="wants a discount", conversation_id=opened.id
    )
    assert answer["ok"]
    with database.reading() as session:
        entries = timeline.read(session, opened.id, audience=Audience.STAFF)
    assert [entry.kind for entry in entries][-1] == "handoff_requested"
    assert (await use(client, alex, name, summary="nowhere"))["ok"]


async def test_who_may_and_what_there_is(
    client: httpx.AsyncClient, alex: Headers, robin: Headers
) -> None:
    assert (await client.post("/tools/think", json={})).status_code == 401
    denied = await client.post("/tools/think", json={"thought": "x"}, headers=robin)
    assert denied.status_code == 403
    unknown = await client.post("/tools/sing", json={}, headers=alex)
    assert unknown.status_code == 404 and "sing" in unknown.json()["detail"]
    wrong = await client.post("/tools/think", json={"thoughts": 1}, headers=alex)
    assert wrong.status_code == 422
    described = (await client.get("/tools", headers=alex)).json()
    assert set(described) == set(TOOLS)
