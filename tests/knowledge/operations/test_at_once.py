"""Two yeses at the same moment: carried out once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import func, select

from knowledge.customers.models import PaymentMethod
from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.operations import service
from knowledge.operations.errors import PreviewChanged, Refusal
from knowledge.operations.models import Confirmation
from knowledge.operations.requests import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    Operation,
)
from knowledge.orders.models import Order
from tests.builders import NOW, a_variant
from tests.knowledge.database.conftest import postgres_url
from tests.knowledge.operations.demo_shop import (
    ELSEWHERE,
    EMMA,
    PENDING,
    an_emma_order,
    stock_the_shop,
)

__all__ = ["postgres_url"]  # a fixture

CANCEL = CancelOrder(order_id=PENDING, reason="no longer needed")
MOVE = ChangeAddress(order_id=PENDING, address=ELSEWHERE)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[DatabaseSettings]:
    """A database with Emma's shop, that several processes may open."""
    chosen = DatabaseSettings(var=tmp_path, database_url="")
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
        chosen = DatabaseSettings(var=tmp_path, database_url=url)
    engine = make_engine(chosen)
    tables.metadata.create_all(engine)
    with Database(engine).writing() as session:
        stock_the_shop(session, delivered=NOW - timedelta(days=9))
    yield chosen
    tables.metadata.drop_all(engine)
    engine.dispose()


def seen(settings: DatabaseSettings, operation: Operation) -> str:
    engine = make_engine(settings)
    with Database(engine).reading() as session:
        digest = service.preview(session, operation, authority=EMMA, at=NOW).hash
    engine.dispose()
    return digest


def say_yes(
    settings: DatabaseSettings, operation: Operation, digest: str, start: Barrier
) -> str:
    """In a process of its own: wait for the other, then confirm."""
    engine = make_engine(settings)
    database = Database(engine)
    start.wait(timeout=30)
    try:
        with database.writing() as session:
            outcome = service.execute(
                session, operation, confirmation=digest, authority=EMMA, at=NOW
            )
        return "repeated" if outcome.repeated else "done"
    except (PreviewChanged, Refusal) as refusal:
        return refusal.code
    finally:
        engine.dispose()


def at_once(
    settings: DatabaseSettings, yeses: list[tuple[Operation, str]]
) -> list[str]:
    """Every yes in a process of its own, all at the same moment."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(len(yeses)) as pool:
        start = manager.Barrier(len(yeses))
        jobs = [(settings, operation, digest, start) for operation, digest in yeses]
        return sorted(pool.starmap(say_yes, jobs))


def test_two_processes_with_the_same_yes(settings: DatabaseSettings) -> None:
    digest = seen(settings, CANCEL)
    assert at_once(settings, [(CANCEL, digest)] * 2) == ["done", "repeated"]
    engine = make_engine(settings)
    with Database(engine).reading() as session:
        assert session.scalar(select(func.count(Confirmation.id))) == 1
        order = session.get_one(Order, PENDING)
        assert [entry.kind for entry in order.payments] == ["payment", "refund"]
    engine.dispose()


def test_two_processes_with_different_yeses(settings: DatabaseSettings) -> None:
    """Of two operations on the same preview's state only one is what was agreed."""
    yeses: list[tuple[Operation, str]] = [
        (CANCEL, seen(settings, CANCEL)),
        (MOVE, seen(settings, MOVE)),
    ]
    results = at_once(settings, yeses)
    assert results in (["done", "preview_changed"], ["done", "refusal"])


def test_one_gift_card_does_not_pay_twice(settings: DatabaseSettings) -> None:
    """Two orders, each five dollars dearer, on a card that holds seven."""
    engine = make_engine(settings)
    database = Database(engine)
    with database.writing() as session:
        session.add(an_emma_order("#W9", "pending"))
        session.get_one(PaymentMethod, "gift_1").balance = 700
        session.flush()
    changes: list[Operation] = [
        ChangeItems(
            order_id=number,
            items=("lamp-1",),
            new_items=("lamp-2",),
            payment_method_id="gift_1",
        )
        for number in (PENDING, "#W9")
    ]
    with database.writing() as session:
        session.add(a_dearer_lamp())
    yeses = [(change, seen(settings, change)) for change in changes]
    assert at_once(settings, yeses) == ["done", "refusal"]
    with database.reading() as session:
        assert session.get_one(PaymentMethod, "gift_1").balance == 200
    engine.dispose()


def a_dearer_lamp() -> object:
    return a_variant(
        "lamp-2", product_id="lamp", price=4500, stock=5, options={"colour": "white"}
    )
