"""Migrations give the tables that the code expects, on both databases, and go back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, inspect, select

from knowledge.catalogue.models import Product, Variant
from knowledge.database import migrate
from knowledge.database.session import Database

EMPTY = {"alembic_version"}


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def check_forward_and_back(engine: Engine) -> None:
    assert migrate.current(engine) is None
    migrate.upgrade(engine)
    assert migrate.current(engine) == migrate.newest()
    assert migrate.differences(engine) == []
    assert {"products", "entries", "staff"} <= tables(engine)
    keep_a_product(engine)
    migrate.downgrade(engine)
    assert tables(engine) - EMPTY == set()
    migrate.upgrade(engine)
    assert migrate.differences(engine) == []


def keep_a_product(engine: Engine) -> None:
    database = Database(engine)
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    with database.writing() as session:
        product = Product(
            id="lamp", name={"en": "Lamp", "zh": "台灯"}, updated_at=moment
        )
        product.variants = [Variant(id="lamp-1", price=1999, options={"颜色": "白"})]
        session.add(product)
    with database.reading() as session:
        kept = session.get_one(Product, "lamp")
        assert (kept.name["zh"], kept.updated_at) == ("台灯", moment)
        assert kept.variants[0].options == {"颜色": "白"}


def test_sqlite_goes_forward_and_back(sqlite: Engine) -> None:
    check_forward_and_back(sqlite)


@pytest.mark.postgres
def test_postgresql_goes_forward_and_back(postgres: Engine) -> None:
    check_forward_and_back(postgres)


def test_migrating_twice_changes_nothing(sqlite: Engine) -> None:
    migrate.upgrade(sqlite)
    keep_a_product(sqlite)
    migrate.upgrade(sqlite)
    with Database(sqlite).reading() as session:
        assert session.scalar(select(func.count()).select_from(Product)) == 1


def test_a_table_that_the_migrations_lack_is_reported(sqlite: Engine) -> None:
    migrate.upgrade(sqlite)
    with sqlite.begin() as connection:
        connection.exec_driver_sql("DROP TABLE coupons")
    assert any("coupons" in difference for difference in migrate.differences(sqlite))
