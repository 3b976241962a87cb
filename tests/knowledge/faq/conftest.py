"""A database with two shop facts in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.faq.models import ShopFact

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(make_engine(DatabaseSettings(var=tmp_path, database_url="")))
    tables.metadata.create_all(database.engine)
    with database.writing() as session:
        for key, kind, value in (("return_days", "days", 30), ("fee", "money", 500)):
            session.add(
                ShopFact(
                    key=key,
                    kind=kind,
                    value=value,
                    label={"en": key, "zh": key},
                    updated_at=NOW,
                )
            )
    return database
