"""A conversation, two agents, and databases that several processes share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from knowledge.conversations import timeline
from knowledge.conversations.models import Conversation
from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.staff.models import StaffMember
from tests.conftest import NOW
from tests.knowledge.database.postgres import server_of_the_tests


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


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with server_of_the_tests() as url:
        yield url


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Database]:
    engine = make_engine(DatabaseSettings(database_url=postgres_url))
    tables.metadata.drop_all(engine)
    tables.metadata.create_all(engine)
    yield Database(engine)
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shared(request: pytest.FixtureRequest) -> Database:
    """A database that several processes use."""
    name = "database" if request.param == "sqlite" else "postgres"
    found: Database = request.getfixturevalue(name)
    return found
