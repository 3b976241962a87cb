"""The console over a real database; only the assistant is a fake that records."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from integrations.console.app import create_api
from integrations.console.services import Services, compose
from integrations.console.settings import ConsoleSettings
from integrations.realtime.hub import Hub
from knowledge.clock import now
from knowledge.conversations import handoff, timeline
from knowledge.conversations.models import Author, Kind
from knowledge.conversations.timeline import NewEntry
from knowledge.database.session import Database
from knowledge.staff.models import Role, StaffMember
from knowledge.staff.passwords import hash_password

PASSWORD = "correct horse battery"
STAFF = {
    "alex": Role.AGENT,
    "sam": Role.SUPERVISOR,
    "robin": Role.EDITOR,
}


@dataclass
class RecordingAssistant:
    """Remembers what it was told; ``broken`` makes it refuse."""

    told: list[tuple[str, str, Any]] = field(default_factory=list)
    broken: bool = False

    async def set_slot(self, conversation_id: str, name: str, value: Any) -> None:
        if self.broken:
            raise ConnectionError("nobody there")
        self.told.append((conversation_id, name, value))


@pytest.fixture
def assistant() -> RecordingAssistant:
    return RecordingAssistant()


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def services(
    database: Database, assistant: RecordingAssistant, hub: Hub, tmp_path: Path
) -> Services:
    with database.writing() as session:
        for name, role in STAFF.items():
            member = StaffMember(
                email=f"{name}@example.com",
                name=name.capitalize(),
                role=role,
                password_hash=one_hash(),
                created_at=now(),
            )
            session.add(member)
            session.flush()  # so that they are numbered in this order
    settings = ConsoleSettings(var=tmp_path, environment="development")
    return compose(settings=settings, database=database, hub=hub, assistant=assistant)


@pytest.fixture
async def client(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_api(services))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://desk/api/staff"
    ) as client:
        yield client


@pytest.fixture
def alex(services: Services) -> dict[str, str]:
    return headers_of(services, 1)


@pytest.fixture
def sam(services: Services) -> dict[str, str]:
    return headers_of(services, 2)


@pytest.fixture
def robin(services: Services) -> dict[str, str]:
    return headers_of(services, 3)


@pytest.fixture
def waiting(database: Database) -> Iterator[str]:
    """A conversation whose customer has asked for a person."""
    at = now() - timedelta(minutes=5)
    with database.writing() as session:
        opened = timeline.open_conversation(
            session, channel="web", language="en", at=at
        )
        asked = NewEntry(Author.CUSTOMER, Kind.TEXT, "where is my parcel?")
        timeline.append(session, opened.id, asked, at=at)
        packet = {"reason": "asked", "goal": "Find the parcel", "language": "en"}
        handoff.request(session, opened.id, reason="asked", packet=packet, at=at)
    yield opened.id


def headers_of(services: Services, member_id: int) -> dict[str, str]:
    """The headers with which this member calls."""
    token, _ = services.tokens.issue(member_id)
    return {"Authorization": f"Bearer {token}"}


@cache
def one_hash() -> str:
    """Hashing is slow on purpose; once is enough for all tests."""
    return hash_password(PASSWORD)
