"""An agent, to sign in with."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from knowledge.database.session import Database
from knowledge.staff.models import Role, StaffMember
from knowledge.staff.service import add_member

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def agent(database: Database) -> StaffMember:
    with database.writing() as session:
        return add_member(
            session,
            email="Alex@Example.com",
            name="Alex",
            role=Role.AGENT,
            password=PASSWORD,
            at=NOW,
        )
