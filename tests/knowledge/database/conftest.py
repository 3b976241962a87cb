"""Databases to migrate: SQLite in a folder, PostgreSQL in a cluster of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge.database.session import make_engine
from knowledge.database.settings import DatabaseSettings
from tests.knowledge.database.postgres import private_cluster, server_binaries


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(DatabaseSettings(var=tmp_path, database_url=""))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server that lives as long as the tests do."""
    binaries = server_binaries()
    if binaries is None:
        reason = "no PostgreSQL server is installed here"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with private_cluster(binaries, tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Engine]:
    engine = make_engine(DatabaseSettings(database_url=postgres_url))
    yield engine
    engine.dispose()
