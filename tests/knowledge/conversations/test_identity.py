"""Who the customer is, and that nobody else can become him."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from knowledge.conversations import identity, timeline
from knowledge.conversations.errors import ConversationNotFound, OtherCustomer
from knowledge.conversations.models import Audience, Conversation, Kind
from tests.builders import a_customer
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def customers(session: Session) -> None:
    session.add_all(
        [a_customer(id=each, payment_methods=[]) for each in ("ann", "bob")]
    )
    session.flush()


def test_a_level_is_raised_and_never_lowered(
    session: Session, conversation: Conversation
) -> None:
    for level, expected in (
        ("matched", "matched"),
        ("verified", "verified"),
        ("matched", "verified"),
    ):
        identity.set_customer(session, conversation.id, "ann", level, NOW)
        assert conversation.identity_level == expected
    entries = timeline.read(session, conversation.id, audience=Audience.STAFF)
    assert [entry.kind for entry in entries] == [Kind.IDENTIFIED] * 2
    assert timeline.read(session, conversation.id, audience=Audience.EVERYONE) == []


def test_a_conversation_stays_its_customers(
    session: Session, conversation: Conversation
) -> None:
    identity.set_customer(session, conversation.id, "ann", "matched", NOW)
    with pytest.raises(OtherCustomer) as refusal:
        identity.set_customer(session, conversation.id, "bob", "verified", NOW)
    assert refusal.value.facts == {}  # not even whose it is
    assert conversation.customer_id == "ann"


def test_failures_are_counted_until_one_succeeds(
    session: Session, conversation: Conversation
) -> None:
    assert [identity.failed(session, conversation.id) for _ in range(3)] == [1, 2, 3]
    identity.set_customer(session, conversation.id, "ann", "matched", NOW)
    assert identity.failed(session, conversation.id) == 1


def test_an_unknown_conversation_has_no_customer(session: Session) -> None:
    with pytest.raises(ConversationNotFound):
        identity.set_customer(session, "nowhere", "ann", "matched", NOW)
