"""What a conversation has left in the database, compared with what it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from integrations.command_line.playing.customer import Entry as Heard
from integrations.command_line.playing.matching import unlike
from integrations.command_line.playing.script import Aftermath, Expectation, HandOver
from integrations.command_line.playing.stand_in import StandIn
from knowledge.conversations import queries, responder, timeline
from knowledge.conversations.models import Audience, Conversation
from knowledge.orders.models import Order


def left_wrong(
    session: Session, conversation_id: str, wish: Aftermath, stand_in: StandIn
) -> list[str]:
    """In what the database is not as the file wishes, a sentence each."""
    conversation = timeline.find(session, conversation_id)
    return [
        *_conversation(session, conversation, wish, stand_in),
        *_entries(session, conversation_id, wish),
        *_hand_over(session, conversation_id, wish.hand_over, stand_in),
        *_orders(session, wish, stand_in),
    ]


def _conversation(
    session: Session, conversation: Conversation, wish: Aftermath, stand_in: StandIn
) -> Iterator[str]:
    customer = conversation.customer_id
    facts = {
        "owner": str(responder.owner(session, conversation.id)),
        "customer": customer and stand_in.original(customer),
        "identity_level": conversation.identity_level,
        "language": conversation.language,
        "failed_identifications": conversation.failed_identifications,
    }
    for name, wanted in wish.model_dump(include=set(facts)).items():
        if name in wish.model_fields_set and facts[name] != wanted:
            yield f"{name} is {facts[name]}, not {wanted}"


def _entries(session: Session, conversation_id: str, wish: Aftermath) -> Iterator[str]:
    entries = timeline.read(session, conversation_id, audience=Audience.STAFF)
    counted = Counter(entry.kind for entry in entries)
    for kind, wanted in wish.entries.items():
        if counted[kind] != wanted:
            yield f"{counted[kind]} entries are {kind}, not {wanted}"


def _hand_over(
    session: Session, conversation_id: str, wish: HandOver | None, stand_in: StandIn
) -> Iterator[str]:
    if wish is None:
        return
    packet = queries.latest_packet(session, conversation_id)
    if packet is None:
        yield "no hand-over packet was written"
        return
    (written,) = stand_in.heard([packet.payload])
    for what in _unlike_packet(wish, written):
        yield f"hand-over packet: {what}"


def _unlike_packet(wish: HandOver, packet: dict[str, Any]) -> Iterator[str]:
    plain = wish.model_dump(include={"reason", "customer_id"}, exclude_none=True)
    expected = {**plain, "collected": wish.collected}
    yield from unlike(Expectation(payload=expected), _as_heard("", packet))
    yield from unlike(Expectation(text=wish.goal), _as_heard(packet["goal"], {}))
    if wish.orders is not None and packet["orders"] != list(wish.orders):
        yield f"its orders are {packet['orders']}, not {list(wish.orders)}"
    said = "\n".join(packet["last_messages"])
    yield from unlike(Expectation(text=wish.last_messages), _as_heard(said, {}))


def _as_heard(text: str, payload: dict[str, Any]) -> Heard:
    return {"author": "system", "kind": "text", "text": text, "payload": payload}


def _orders(session: Session, wish: Aftermath, stand_in: StandIn) -> Iterator[str]:
    for number, status in wish.orders.items():
        order = session.get(Order, stand_in.name(number))
        if order is None or order.status != status:
            yield f"order {number} is {order and order.status}, not {status}"
