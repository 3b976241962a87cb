"""The shelves: enough of them, in both languages, and pictured."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.catalogue.models import Category, Product, Variant
from knowledge.seed.products import demo_products
from knowledge.seed.sheets import HERE, departments, read_yaml
from knowledge.seed.vocabulary import OPTION_WORDS, is_neutral
from tests.knowledge.seed.conftest import Shop

HAN = re.compile("[\u4e00-\u9fff]")
# Model names and standards stay Latin in Chinese; running English does not.
ENGLISH_SENTENCE = re.compile(r"\b(the|and|with|for|of|from|made|is|are|in)\b")


def is_bilingual(words: dict[str, str]) -> bool:
    return bool(words["en"].strip() and HAN.search(words["zh"])) and not HAN.search(
        words["en"]
    )


def test_there_is_enough_on_the_shelves(shop: Shop) -> None:
    assert shop.summary.products >= 400
    assert len(departments()) >= 15
    assert len({product.drawing for product in demo_products()}) >= 25
    assert 30 <= len({product.brand for product in demo_products()}) <= 60


def test_every_product_is_on_a_shelf_of_a_department(session: Session) -> None:
    parents = dict(session.execute(select(Category.id, Category.parent_id)).all())
    for product in session.scalars(select(Product)):
        assert parents[product.category_id or ""] in parents


def test_categories_speak_both_languages(session: Session) -> None:
    for category in session.scalars(select(Category)):
        assert is_bilingual(category.name), category.id
        assert len(category.synonyms["en"]) >= 2, category.id
        assert all(
            HAN.search(word) or word[0].isascii() for word in category.synonyms["zh"]
        )
        assert any(HAN.search(word) for word in category.synonyms["zh"]), category.id


def test_products_speak_both_languages(session: Session) -> None:
    for product in session.scalars(select(Product)):
        assert is_bilingual(product.name), product.id
        assert is_bilingual(product.description), product.id
        assert product.description["en"].count(".") >= 2, product.id
        assert not ENGLISH_SENTENCE.search(product.description["zh"]), product.id
        assert "{" not in "".join(product.description.values()), product.id


def test_attributes_are_typed_and_translated(session: Session) -> None:
    names = read_yaml(OPTION_WORDS)["names"]
    for product in session.scalars(select(Product)):
        for name, value in product.attributes.items():
            assert HAN.search(names[name]["zh"]), name
            if isinstance(value, dict):
                assert value["en"] and HAN.search(value["zh"]), (product.id, value)
            elif isinstance(value, str):
                assert is_neutral(value), (product.id, value)
            else:
                assert isinstance(value, bool | int | float)


def test_option_words_know_every_option(session: Session) -> None:
    words = read_yaml(OPTION_WORDS)
    for options in session.scalars(select(Variant.options)):
        for name, value in options.items():
            assert HAN.search(words["names"][name]["zh"])
            known = words["values"].get(value)
            assert HAN.search(known["zh"]) if known else is_neutral(value), value


def test_what_goes_with_what_exists() -> None:
    shelves = {shelf.id for house in departments() for shelf in house.shelves}
    products = {product.id for product in demo_products()}
    assert len(products) == len(demo_products())
    for product in demo_products():
        assert set(product.goes_with) <= shelves | products, product.id


def test_variants_can_be_sold(session: Session) -> None:
    variants = session.scalars(select(Variant)).all()
    assert len({variant.id for variant in variants}) == len(variants)
    for variant in variants:
        assert 400 <= variant.price <= 200_000, variant.id
        assert variant.list_price is None or variant.list_price > variant.price
        assert variant.stock is not None and variant.stock >= 0
        assert variant.available == (variant.stock > 0)
        assert variant.weight_grams and variant.weight_grams > 0
    assert 0.03 < sum(not v.available for v in variants) / len(variants) < 0.15


def test_every_product_has_its_drawing(shop: Shop, session: Session) -> None:
    for product in session.scalars(select(Product)):
        assert product.image == f"/shop/images/{product.id}.svg"
        drawn = (shop.images / f"{product.id}.svg").read_text("utf-8")
        assert "{{" not in drawn
        assert ElementTree.fromstring(drawn).tag.endswith("svg")


def test_no_drawing_lies_about_unused() -> None:
    drawn = {path.stem for path in (HERE / "drawings").glob("*.svg")}
    assert drawn == {product.drawing for product in demo_products()}


def test_a_revision_moves_with_what_is_shown(session: Session) -> None:
    revisions = session.scalars(select(Product.revision)).all()
    assert len(set(revisions)) == len(revisions)
