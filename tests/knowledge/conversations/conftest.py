"""A conversation and two agents."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from knowledge.conversations import timeline
from knowledge.conversations.models import Conversation
from knowledge.staff.models import StaffMember
from tests.conftest import NOW


def an_agent(agent_id: int, name: str) -> StaffMember:
    return StaffMember(
        id=agent_id,
        email=f"{name.lower()}@example.com",
        name=name,
        role="agent",
        password_hash="-",
        created_at=NOW,
    )


@pytest.fixture
def conversation(session: Session) -> Conversation:
    return timeline.open_conversation(session, channel="web", language="en", at=NOW)


@pytest.fixture
def alex(session: Session) -> StaffMember:
    return _hired(session, an_agent(1, "Alex"))


@pytest.fixture
def robin(session: Session) -> StaffMember:
    return _hired(session, an_agent(2, "Robin"))


def _hired(session: Session, agent: StaffMember) -> StaffMember:
    session.add(agent)
    session.flush()
    return agent
