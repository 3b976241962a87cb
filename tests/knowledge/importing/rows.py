"""Rows without a file, and how many are in a table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from knowledge.database.session import Database
from knowledge.importing.rows import Row


def rows(*values: dict[str, Any]) -> list[Row]:
    return [
        Row("file.jsonl", number, row) for number, row in enumerate(values, start=1)
    ]


def count(database: Database, table: type[Any]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0
