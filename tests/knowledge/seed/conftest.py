"""The demo shop, loaded once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.seed import SeedSummary, load_demo_shop

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Shop:
    """Where the demo shop was loaded, and what loading it said."""

    database: Database
    images: Path
    summary: SeedSummary
    said: list[tuple[str, int, int]]


def open_database(folder: Path) -> Database:
    """An empty database with every table."""
    database = Database(make_engine(DatabaseSettings(var=folder, database_url="")))
    tables.metadata.create_all(database.engine)
    return database


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The demo shop as it stands on 21 November 2026."""
    folder = tmp_path_factory.mktemp("demo-shop")
    database, said = open_database(folder), []
    with database.writing() as session:
        summary = load_demo_shop(
            session,
            today=TODAY,
            images=folder / "images",
            progress=lambda *step: said.append(step),
            hash_password=lambda password: f"hashed {password}",
        )
    return Shop(database, folder / "images", summary, said)


@pytest.fixture
def session(shop: Shop) -> Iterator[Session]:
    """A look into the loaded shop."""
    with shop.database.reading() as session:
        yield session
