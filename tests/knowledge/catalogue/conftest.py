"""A small bilingual shop, its index, and a searcher over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue.models import Category, Product, Variant
from knowledge.catalogue.vocabulary import vocabulary_of
from knowledge.database.session import Database
from knowledge.indexer import Indexer
from knowledge.searchers import products_folder
from retrieval.searcher import Searcher
from retrieval.testing import HashEmbedder
from tests.conftest import NOW

Search = Callable[..., Any]


def a_shelf(name: str, en: str, zh: str, **facts: Any) -> Category:
    """A category named in both languages."""
    return Category(id=name, name={"en": en, "zh": zh}, **facts)


def a_thing(
    name: str, en: str, zh: str, category: str, brand: str, *variants: Variant
) -> Product:
    """A product named in both languages."""
    for place, variant in enumerate(variants):
        variant.id, variant.position = f"{name}-{place}", place
    return Product(
        id=name,
        name={"en": en, "zh": zh},
        category_id=category,
        brand=brand,
        popularity=1.0,
        updated_at=NOW,
        variants=list(variants),
    )


def a_variant(price: int, stock: int | None = 5, **options: str) -> Variant:
    """A version at ``price`` cents."""
    return Variant(price=price, stock=stock, options=options)


@pytest.fixture
def shop(database: Database) -> Database:
    """Four shelves, six products."""
    with database.writing() as session:
        session.add_all(
            [
                a_shelf("mice", "Mice", "鼠标", synonyms={"en": ["mouse"]}),
                a_shelf("mats", "Mouse Pads", "鼠标垫"),
                a_shelf("shoes", "Shoes", "鞋子", synonyms={"zh": ["鞋"]}),
                a_shelf("monitors", "Monitors", "显示器"),
            ]
        )
        session.flush()
        session.add_all(
            [
                a_thing(
                    *("glide", "Silent Wireless Mouse", "静音无线鼠标", "mice", "Acme"),
                    a_variant(2900, colour="black"),
                    a_variant(3100, colour="red"),
                ),
                a_thing(
                    *("raid", "Gaming Mouse", "电竞鼠标", "mice", "Norvik"),
                    a_variant(6900, stock=0, colour="red"),
                ),
                a_thing(
                    *("felt", "Felt Mouse Pad", "毛毡鼠标垫", "mats", "Acme"),
                    a_variant(1500, colour="navy"),
                ),
                a_thing(
                    *("runner", "Running Shoes", "跑步鞋", "shoes", "Stride"),
                    a_variant(8900, size="US 8", colour="white"),
                    a_variant(8900, size="US 9", colour="blue"),
                ),
                a_thing(
                    *("view27", "27 inch Monitor", "27 英寸显示器", "monitors", "Acme"),
                    a_variant(24900),
                ),
                a_thing(
                    *("view32", "32 inch Monitor", "32 英寸显示器", "monitors", "Acme"),
                    a_variant(34900),
                ),
            ]
        )
    return database


@pytest.fixture
def searcher(shop: Database, tmp_path: Path) -> Searcher:
    """Over the index of the shop."""
    embedder = HashEmbedder()
    Indexer(shop, tmp_path, embedder).update()
    return Searcher(products_folder(tmp_path), embedder)


@pytest.fixture
def vocabulary(searcher: Searcher) -> Any:
    """The words of the shop."""
    return vocabulary_of(searcher)
