"""Databases to migrate: SQLite in a folder, PostgreSQL in a cluster of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

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
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server that lives as long as the tests do."""
    binaries = server_binaries()
    if binaries is None:
        reason = "no PostgreSQL server is installed here"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # A folder of our own: another pytest run takes back the rights to pytest's.
    with (
        TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder,
        private_cluster(binaries, Path(folder)) as url,
    ):
        yield url


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Engine]:
    engine = make_engine(DatabaseSettings(database_url=postgres_url))
    yield engine
    engine.dispose()
