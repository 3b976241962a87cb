"""Engines and transactions. Edges open and commit; everything inside only flushes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from knowledge.database.settings import DatabaseSettings

_READ_ONLY = "shopkeeper_read_only"


def make_engine(settings: DatabaseSettings | None = None) -> Engine:
    """An engine for the configured database."""
    settings = settings or DatabaseSettings()
    if not settings.url.startswith("sqlite"):
        return create_engine(settings.url, pool_pre_ping=True)
    settings.var.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        settings.url, connect_args={"timeout": settings.database_busy_seconds}
    )
    _teach_sqlite(engine)
    return engine


def _teach_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        # The driver would open transactions late and upgrade read locks, which
        # fails at once under a second writer instead of waiting for it.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get(_READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


class Database:
    """Opens sessions: ``writing()`` commits, ``reading()`` never writes."""

    def __init__(self, engine: Engine | None = None) -> None:
        self.engine = engine or make_engine()
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        readers = self.engine.execution_options(**{_READ_ONLY: True})
        self._readers = sessionmaker(readers, expire_on_commit=False)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose work is committed when the block ends well."""
        with self._sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one consistent snapshot; what it holds stays usable after."""
        with self._readers() as session:
            yield session
