"""The retail shop: imported once, and given out to be changed and put back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from knowledge.database.session import Database
from knowledge.operations.service import Authority
from knowledge.operations.tools import Call

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "retail"
FILES = ("users", "products", "orders")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
STAFF = Authority("staff:1", customer_id=None)


@dataclass(frozen=True)
class RetailShop:
    """The database with the shop in it, and the files as they are."""

    database: Database
    files: dict[str, Any]

    @contextmanager
    def borrowed(self) -> Iterator[Call]:
        """A transaction on the fresh import that is undone afterwards."""
        with self.database.engine.connect() as connection:
            transaction = connection.begin()
            session = Session(connection, join_transaction_mode="create_savepoint")
            try:
                yield Call(session, STAFF, NOW)
            finally:
                session.close()
                transaction.rollback()


def read_files() -> dict[str, Any]:
    """The three files, amounts as ``Decimal``."""
    return {
        name: json.loads((FOLDER / f"{name}.json").read_text(), parse_float=Decimal)
        for name in FILES
    }


def read_tasks() -> list[dict[str, Any]]:
    """The requests with the writes that satisfy them."""
    loaded: list[dict[str, Any]] = json.loads((FOLDER / "tasks_train.json").read_text())
    return loaded


def as_floats(value: Any) -> Any:
    """Plain numbers instead of ``Decimal``, at every depth."""
    if isinstance(value, dict):
        return {key: as_floats(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_floats(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value
