"""Products come in, stay the same when they are, and bad rows are named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from knowledge.catalogue.models import Category, Product, Variant
from knowledge.database.session import Database
from knowledge.importing.batches import Batches
from knowledge.importing.catalogue import ProductKeeper, ProductRow, category_id
from knowledge.importing.report import Report
from tests.knowledge.importing.rows import count, rows

MOMENT = datetime(2026, 11, 21, tzinfo=UTC)
LAMP: dict[str, Any] = {
    "id": "lamp",
    "title": "Desk lamp",
    "price": 2990,
    "brand": "Lumen",
    "attributes": {"colour": "white", "watts": 7.5},
}


def load(database: Database, *values: dict[str, Any], days: int = 0) -> Report:
    keeper = ProductKeeper(clock=lambda: MOMENT + timedelta(days=days))
    return Batches(database, ProductRow, keeper).run(rows(*values))


def product(database: Database, name: str = "lamp") -> Product:
    with database.reading() as session:
        found = session.get_one(Product, name)
        _ = [found.variants, found.category]
        return found


def test_a_plain_row_becomes_a_product_with_one_variant(database: Database) -> None:
    report = load(database, LAMP)
    assert (report.imported, report.failed) == (1, 0)
    lamp = product(database)
    assert lamp.name == {"en": "Desk lamp"}
    assert lamp.attributes == {"colour": "white", "watts": 7.5}
    assert [(each.id, each.price) for each in lamp.variants] == [("lamp", 2990)]


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    load(database, LAMP)
    before = product(database)
    report = load(database, LAMP, days=1)
    after = product(database)
    assert (report.imported, report.updated, report.unchanged) == (0, 0, 1)
    assert (after.updated_at, after.revision) == (before.updated_at, before.revision)


@pytest.mark.parametrize(
    "change",
    [
        {"price": 1990},
        {"title": "Table lamp"},
        {"attributes": {}},
        {"stock": 0},
        {"category": "Lamps"},
    ],
)
def test_a_changed_row_moves_the_revision(
    database: Database, change: dict[str, Any]
) -> None:
    load(database, LAMP)
    before = product(database)
    report = load(database, {**LAMP, **change}, days=1)
    after = product(database)
    assert (report.updated, report.unchanged) == (1, 0)
    assert after.revision != before.revision
    assert after.updated_at == MOMENT + timedelta(days=1)


def test_columns_that_a_later_file_lacks_are_left_alone(database: Database) -> None:
    load(database, {**LAMP, "rating": 4.5, "category": "Lamps"})
    report = load(database, {"id": "lamp", "title": "Desk lamp", "price": 2990})
    lamp = product(database)
    assert report.unchanged == 1
    assert (lamp.rating, lamp.brand, lamp.category_id) == (4.5, "Lumen", "lamps")


def test_both_languages_and_variants(database: Database) -> None:
    row = {
        "id": "shirt",
        "name_en": "Shirt",
        "name_zh": "衬衫",
        "category": "衣服 / Clothes",
        "variants": [
            {"id": "s-1", "price": 100, "options": {"size": "M"}, "list_price": 150},
            {"id": "s-2", "price": 120, "options": {"size": 42}, "available": False},
        ],
    }
    load(database, row)
    shirt = product(database, "shirt")
    assert shirt.name == {"en": "Shirt", "zh": "衬衫"}
    assert shirt.category and shirt.category.id == "衣服-clothes"
    assert [(each.id, each.position) for each in shirt.variants] == [
        ("s-1", 0),
        ("s-2", 1),
    ]
    assert shirt.variants[1].options == {"size": "42"}
    report = load(database, {**row, "variants": row["variants"][1:]})
    assert report.updated == 1
    assert [each.id for each in product(database, "shirt").variants] == ["s-2"]
    assert count(database, Variant) == 1


def test_csv_cells_are_understood(database: Database) -> None:
    report = load(
        database,
        {
            "id": "1",
            "name": "Lamp",
            "price": "2990",
            "available": "no",
            "attribute:colour": "white",
            "option:plug": "EU",
            "description_zh": "一盏灯",
        },
        {
            "id": "2",
            "name": "Chair",
            "variants": '[{"id": "2-a", "price": 5}]',
            "attributes": '{"legs": 4}',
        },
    )
    assert report.errors == []
    lamp = product(database, "1")
    assert (lamp.attributes, lamp.description) == (
        {"colour": "white"},
        {"zh": "一盏灯"},
    )
    assert (lamp.variants[0].options, lamp.variants[0].available) == (
        {"plug": "EU"},
        False,
    )
    assert product(database, "2").attributes == {"legs": 4}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"price": "19.99"}, "price is not a whole number"),
        ({"price": 19.99}, "price is not a whole number"),
        ({"price": -1}, "price is less than 0"),
        ({"price": 10**12}, "price is more than 2147483647"),
        ({"price": None}, "price is missing"),
        ({"title": " "}, "name is empty"),
        ({"title": {"fr": "Lampe"}}, "only en or zh are known"),
        ({"id": ""}, "id is empty"),
        ({"rating": 6}, "rating is more than 5.0"),
        ({"brand": "x" * 121}, "brand is longer than 120 characters"),
        ({"attributes": "{"}, "attributes is not valid JSON"),
        ({"variants": []}, "variants is empty"),
        ({"variants": [{"id": "a"}]}, "variants 1, price is missing"),
        (
            {"variants": [{"id": "a", "price": 1}, {"id": "a", "price": 2}]},
            "two variants have the same id",
        ),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_kept(
    database: Database, change: dict[str, Any], error: str
) -> None:
    good = {"id": "chair", "title": "Chair", "price": 1}
    report = load(database, {**LAMP, **change}, good)
    assert (report.imported, report.failed) == (1, 1)
    assert str(report.errors[0]).startswith("file.jsonl, row 1: ")
    assert report.errors[0].error.endswith(error)
    assert count(database, Product) == 1


def test_another_products_variant_is_refused(database: Database) -> None:
    load(database, LAMP)
    thief = {"id": "x", "title": "X", "variants": [{"id": "lamp", "price": 1}]}
    report = load(database, thief)
    assert report.errors[0].error == "variant lamp belongs to product lamp"
    assert product(database).variants[0].price == 2990


def test_an_id_twice_in_a_file_is_one_product(database: Database) -> None:
    report = load(database, LAMP, {**LAMP, "price": 5})
    assert (report.imported, report.updated) == (1, 1)
    assert product(database).variants[0].price == 5


def test_a_category_is_made_once(database: Database) -> None:
    load(database, {**LAMP, "category": "Desk Lamps"})
    load(database, {**LAMP, "id": "other", "category": "desk-lamps"})
    assert count(database, Category) == 1
    assert category_id("Desk Lamps") == category_id("desk-lamps") == "desk-lamps"
