"""A database with one agent in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.staff.models import Role, StaffMember
from knowledge.staff.service import add_member

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(make_engine(DatabaseSettings(var=tmp_path, database_url="")))
    tables.metadata.create_all(database.engine)
    return database


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
