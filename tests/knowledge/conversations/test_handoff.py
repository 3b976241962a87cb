"""A person is asked for, comes, speaks, and gives back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from knowledge.conversations import handoff, packets, responder, timeline
from knowledge.conversations.errors import AlreadyTaken, NotInConversation
from knowledge.conversations.models import Audience, Author, Conversation, Entry, Kind
from knowledge.conversations.responder import Owner
from knowledge.conversations.timeline import NewEntry
from knowledge.staff.models import StaffMember
from tests.conftest import NOW


def ask(session: Session, conversation: Conversation, **packet: Any) -> Entry:
    return handoff.request(
        session, conversation.id, reason="asked", packet=packet, at=NOW
    )


def kinds(session: Session, conversation: Conversation) -> list[str]:
    entries = timeline.read(session, conversation.id, audience=Audience.STAFF)
    return [entry.kind for entry in entries]


def owner(session: Session, conversation: Conversation) -> Owner:
    return responder.owner(session, conversation.id)


def test_the_packet_is_written_before_the_request(
    session: Session, conversation: Conversation
) -> None:
    request = ask(session, conversation, goal="where is my parcel", language="zh")

    assert kinds(session, conversation) == [Kind.HANDOFF_PACKET, Kind.HANDOFF_REQUESTED]
    packet = timeline.read(session, conversation.id, audience=Audience.STAFF)[0]
    assert packet.payload["reason"] == "asked"
    assert "人工" in request.text
    assert owner(session, conversation) is Owner.QUEUE


def test_asking_twice_changes_nothing(
    session: Session, conversation: Conversation
) -> None:
    assert ask(session, conversation) is ask(session, conversation)
    assert len(kinds(session, conversation)) == 2


def test_asking_while_an_agent_is_there_does_not_send_him_away(
    session: Session, conversation: Conversation, alex: StaffMember
) -> None:
    joined = handoff.join(session, conversation.id, agent=alex, at=NOW)
    assert ask(session, conversation) is joined
    assert owner(session, conversation) is Owner.AGENT


def test_the_second_agent_is_told_who_was_first(
    session: Session, conversation: Conversation, alex: StaffMember, robin: StaffMember
) -> None:
    ask(session, conversation)
    first = handoff.join(session, conversation.id, agent=alex, at=NOW)
    assert handoff.join(session, conversation.id, agent=alex, at=NOW) is first
    with pytest.raises(AlreadyTaken) as refusal:
        handoff.join(session, conversation.id, agent=robin, at=NOW)
    assert refusal.value.facts == {"agent": "Alex"}


def test_only_the_agent_inside_may_reply(
    session: Session, conversation: Conversation, alex: StaffMember, robin: StaffMember
) -> None:
    with pytest.raises(NotInConversation):
        handoff.reply(session, conversation.id, agent=alex, text="Hi", at=NOW)
    handoff.join(session, conversation.id, agent=alex, at=NOW)
    with pytest.raises(AlreadyTaken):
        handoff.reply(session, conversation.id, agent=robin, text="Hi", at=NOW)
    said = handoff.reply(session, conversation.id, agent=alex, text="Hi", at=NOW)
    assert (said.author, said.author_name) == (Author.AGENT, "Alex")


def test_a_note_is_for_staff_only(
    session: Session, conversation: Conversation, robin: StaffMember
) -> None:
    handoff.note(session, conversation.id, agent=robin, text="VIP", at=NOW)
    assert timeline.read(session, conversation.id, audience=Audience.EVERYONE) == []


def test_handing_back_twice_writes_one_entry(
    session: Session, conversation: Conversation, alex: StaffMember
) -> None:
    handoff.join(session, conversation.id, agent=alex, at=NOW)
    back = handoff.hand_back(
        session, conversation.id, agent=alex, summary="refund by Friday", at=NOW
    )
    again = handoff.hand_back(session, conversation.id, agent=alex, at=NOW)
    assert again is back
    assert back.payload["staff"]["summary"] == "refund by Friday"
    assert timeline.for_customer(back.payload) == {}
    assert owner(session, conversation) is Owner.ASSISTANT


def test_another_agent_cannot_hand_back_or_close(
    session: Session, conversation: Conversation, alex: StaffMember, robin: StaffMember
) -> None:
    handoff.join(session, conversation.id, agent=alex, at=NOW)
    for step in (handoff.hand_back, handoff.close):
        with pytest.raises(AlreadyTaken):
            step(session, conversation.id, agent=robin, at=NOW)


def test_a_closed_conversation_opens_a_new_episode(
    session: Session, conversation: Conversation, alex: StaffMember
) -> None:
    handoff.join(session, conversation.id, agent=alex, at=NOW)
    first = handoff.close(session, conversation.id, agent=alex, at=NOW)
    assert handoff.close(session, conversation.id, agent=alex, at=NOW) is first

    said = NewEntry(Author.CUSTOMER, Kind.TEXT, "one more thing")
    timeline.append(session, conversation.id, said, at=NOW)
    second = handoff.close(session, conversation.id, agent=alex, at=NOW)
    assert second.seq > first.seq


def test_withdrawing_brings_the_assistant_back(
    session: Session, conversation: Conversation
) -> None:
    assert handoff.withdraw(session, conversation.id, at=NOW) is None
    ask(session, conversation)
    assert handoff.withdraw(session, conversation.id, at=NOW) is not None
    assert owner(session, conversation) is Owner.ASSISTANT


def test_a_packet_tells_what_was_said_last(
    session: Session, conversation: Conversation
) -> None:
    for number in range(8):
        said = NewEntry(Author.CUSTOMER, Kind.TEXT, f"message {number}")
        timeline.append(session, conversation.id, said, at=NOW)
    packet = packets.build(session, conversation.id, goal="help", orders=["#W1000001"])
    assert packet["last_messages"] == [f"message {number}" for number in range(2, 8)]
    assert packet["identity_level"] == "none"
    assert packet["orders"] == ["#W1000001"]
