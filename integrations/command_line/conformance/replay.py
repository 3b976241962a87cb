"""Replays the writes of requests on a fresh import, and compares what they leave."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from integrations.command_line.conformance import reference
from integrations.command_line.running.errors import Stopped
from knowledge.database.session import Database
from knowledge.exporting.retail import export_retail
from knowledge.operations.answers import RefusalAnswer, answer
from knowledge.operations.service import Authority
from knowledge.operations.tools import Call, use

FILES = ("users", "products", "orders")
STAFF = Authority("staff:0", customer_id=None)
# The layout has no times; any moment does.
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Replayed:
    """One request: whether the data are the same, and which rules said no."""

    place: int
    same: bool = True
    writes: int = 0
    # A write that only one of the two refused.
    disagreed: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class RetailShop:
    """The database with the shop in it, and the files as they are."""

    database: Database
    files: Mapping[str, Any]

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

    def replay(self, place: int, task: Mapping[str, Any], *, whole: bool) -> Replayed:
        """One request; ``whole`` compares the entire database, not only its users'."""
        replayed = Replayed(place)
        writes = list(writes_of(task))
        shop = _part_of(self.files, writes)
        with self.borrowed() as call:
            for name, arguments in writes:
                replayed.writes += 1
                _both(call, shop, name, arguments, replayed)
            if whole:
                same = export_retail(call.session) == _laid_over(self.files, shop)
            else:
                same = _same_records(call, shop)
        replayed.same = same and not replayed.disagreed
        return replayed


def writes_of(task: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The writes among the request's actions, with their arguments."""
    for action in task["actions"]:
        if action["name"] in reference.WRITES:
            yield action["name"], action.get("kwargs") or action["arguments"]


def read_files(folder: Path) -> dict[str, Any]:
    """The three files, amounts as ``Decimal``; raises Stopped."""
    return {name: _json(folder / f"{name}.json") for name in FILES}


def read_tasks(file: Path) -> list[dict[str, Any]]:
    """The requests with the writes that satisfy them; raises Stopped."""
    tasks: list[dict[str, Any]] = _json(file)
    return tasks


def as_floats(value: Any) -> Any:
    """Plain numbers instead of ``Decimal``, at every depth."""
    if isinstance(value, dict):
        return {key: as_floats(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_floats(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


def _both(
    call: Call, shop: dict[str, Any], name: str, given: dict[str, Any], told: Replayed
) -> None:
    """The write by the reference and by our tool."""
    lawful = True
    try:
        reference.use(shop, name, given)
    except reference.Refused:
        lawful = False
    refusal: RefusalAnswer | None = answer(call, name, given, language="en").refusal
    if refusal is not None:
        told.refused[refusal.rule] += 1
    if lawful is not (refusal is None):
        said = "is lawful" if lawful else "is refused"
        ours = f"refused by {refusal.rule}" if refusal else "done"
        told.disagreed.append(f"{name} {said} and was {ours}")


def _part_of(
    files: Mapping[str, Any], writes: list[tuple[str, dict[str, Any]]]
) -> dict[str, Any]:
    """What the writes may change, copied; the products as they are."""
    numbers = {given["order_id"] for _, given in writes if "order_id" in given}
    known = [files["orders"][number] for number in numbers if number in files["orders"]]
    users = {order["user_id"] for order in known}
    users |= {given["user_id"] for _, given in writes if "user_id" in given}
    users &= set(files["users"])
    orders = {number for user in users for number in files["users"][user]["orders"]}
    return {
        "users": reference.copy_of({user: files["users"][user] for user in users}),
        "orders": reference.copy_of({each: files["orders"][each] for each in orders}),
        "products": files["products"],
    }


def _same_records(call: Call, shop: dict[str, Any]) -> bool:
    users = {
        user: use(call, "get_user_details", {"user_id": user}) for user in shop["users"]
    }
    orders = {
        each: use(call, "get_order_details", {"order_id": each})
        for each in shop["orders"]
    }
    same_users: bool = users == as_floats(shop["users"])
    return same_users and bool(orders == as_floats(shop["orders"]))


def _laid_over(files: Mapping[str, Any], shop: Mapping[str, Any]) -> Any:
    return as_floats({name: {**files[name], **shop[name]} for name in FILES})


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise Stopped(f"{file} cannot be read.", details=str(error)) from error
