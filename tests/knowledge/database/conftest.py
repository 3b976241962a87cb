"""Databases to migrate: SQLite in a folder, PostgreSQL in a cluster of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge.database.session import make_engine
from knowledge.database.settings import DatabaseSettings
from tests.knowledge.database.postgres import server_of_the_tests


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(DatabaseSettings(var=tmp_path, database_url=""))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server that lives as long as the tests do."""
    with server_of_the_tests() as url:
        yield url


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Engine]:
    engine = make_engine(DatabaseSettings(database_url=postgres_url))
    yield engine
    engine.dispose()
