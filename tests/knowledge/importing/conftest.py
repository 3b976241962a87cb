"""An empty database, and rows without a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.importing.rows import Row


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    engine = make_engine(DatabaseSettings(var=tmp_path, database_url=""))
    tables.metadata.create_all(engine)
    yield Database(engine)
    engine.dispose()


def rows(*values: dict[str, Any]) -> list[Row]:
    return [
        Row("file.jsonl", number, row) for number, row in enumerate(values, start=1)
    ]


def count(database: Database, table: type[Any]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0
