"""A retail shop for the whole run, and a demo shop for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from integrations.command_line.conformance.replay import RetailShop, read_files
from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.importing.retail import import_retail
from tests.builders import NOW
from tests.knowledge.operations.demo_shop import stock_the_shop
from tests.knowledge.operations.retail_shop import FOLDER


@pytest.fixture(scope="session")
def retail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RetailShop]:
    """The retail shop, imported once; tests borrow it."""
    if not FOLDER.exists():
        pytest.skip("shared/data/retail is not here")
    folder = tmp_path_factory.mktemp("retail")
    engine = make_engine(DatabaseSettings(var=folder, database_url=""))
    tables.metadata.create_all(engine)
    database = Database(engine)
    report = import_retail(database, FOLDER)
    assert report.errors == []
    yield RetailShop(database, read_files(FOLDER))
    engine.dispose()


@pytest.fixture
def demo(session: Session) -> Session:
    """Emma's demo shop: pending, shipped and delivered orders, a card, a gift card."""
    stock_the_shop(session, delivered=NOW - timedelta(days=9))
    return session
