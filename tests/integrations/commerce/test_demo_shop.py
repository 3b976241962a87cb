"""What the demo shop's pages are given, and who may sign in."""

from __future__ import annotations

from datetime import timedelta

import jwt
import pytest

from integrations.commerce.demo_shop.shop import PAGE, DemoShop, Wish
from knowledge.catalogue.models import Category, Product, Variant
from knowledge.clock import now
from knowledge.database.session import Database
from tests.builders import a_customer

SECRET = "a-secret-of-the-tests-that-is-long-enough"


def a_product(number: int, category_id: str, **facts: object) -> Product:
    product_id = f"p{number:02}"
    defaults = {
        "id": product_id,
        "name": {"en": f"Lamp {number}", "zh": f"台灯{number}"},
        "brand": "Lumo",
        "category_id": category_id,
        "popularity": float(-number),
        "updated_at": now(),
        "variants": [Variant(id=f"v{number}", price=2990, stock=3)],
    }
    return Product(**{**defaults, **facts})


@pytest.fixture
def shop(database: Database) -> DemoShop:
    with database.writing() as session:
        session.add(Category(id="lamps", name={"en": "Lamps", "zh": "灯具"}))
        session.add(Category(id="mugs", name={"en": "Mugs", "zh": "杯子"}))
        session.add_all([a_product(number, "lamps") for number in range(30)])
        session.add(
            a_product(
                90,
                "mugs",
                name={"en": "100% Mug", "zh": "马克杯"},
                description={"en": "Holds tea."},
                attributes={"material": {"en": "steel", "zh": "钢"}},
                variants=[
                    Variant(id="a", price=1500, list_price=2000, stock=9, position=0),
                    Variant(id="b", price=1200, stock=0, position=1),
                ],
            )
        )
        session.add(a_product(91, "mugs", active=False))
        session.add(a_customer(id="emma_clarke"))
    return DemoShop(
        database=database, identity_secret=SECRET, development=True, clock=now
    )


def test_pages_are_full_and_counted(shop: DemoShop) -> None:
    first = shop.products(Wish("en"))
    assert (len(first["products"]), first["total"], first["pages"]) == (PAGE, 31, 2)
    assert first["products"][0]["name"] == "Lamp 0"
    assert len(shop.products(Wish("en", page=2))["products"]) == 31 - PAGE


def test_a_shelf_is_shown_in_the_visitors_language(shop: DemoShop) -> None:
    shown = shop.products(Wish("zh", category_id="mugs"))
    assert shown["category"]["name"] == "杯子"
    assert [each["name"] for each in shown["products"]] == ["马克杯"]
    assert [each["current"] for each in shown["categories"]] == [False, True]


@pytest.mark.parametrize(
    ("words", "found"),
    [("mug", 1), ("马克", 1), ("LUMO lamp 2", 12), ("100%", 1), ("%", 1), ("sofa", 0)],
)
def test_words_find_names_and_brands(shop: DemoShop, words: str, found: int) -> None:
    assert shop.products(Wish("en", words=words))["total"] == found


def test_a_tile_tells_the_lowest_price_and_the_best_stock(shop: DemoShop) -> None:
    (tile,) = shop.products(Wish("en", category_id="mugs"))["products"]
    assert (tile["price"], tile["list_price"], tile["from_price"]) == (
        "$12.00",
        None,
        True,
    )
    assert tile["stock"] == "in_stock"
    low = shop.products(Wish("en", category_id="lamps"))["products"][0]
    assert (low["stock"], low["stock_text"]) == ("low", "Only 3 left")


def test_a_products_own_page(shop: DemoShop) -> None:
    shown = shop.product("p90", "zh")
    assert shown is not None
    assert shown["product"]["attributes"][0]["value"] == "钢"
    assert shown["product"]["description"] == "Holds tea."  # better than nothing
    assert [each["stock"] for each in shown["product"]["variants"]] == [
        "in_stock",
        "out",
    ]
    lamp = shop.product("p01", "en")
    assert lamp is not None
    assert [each["id"] for each in lamp["similar"]] == ["p00", "p02", "p03", "p04"]


@pytest.mark.parametrize("product_id", ["p91", "nothing"])
def test_what_is_not_on_sale_has_no_page(shop: DemoShop, product_id: str) -> None:
    assert shop.product(product_id, "en") is None


def test_a_demo_customer_signs_in_while_developing(shop: DemoShop) -> None:
    given = shop.sign_in("emma_clarke")
    assert given is not None
    claims = jwt.decode(given["identity"], SECRET, algorithms=["HS256"])
    assert claims["sub"] == "emma_clarke"
    assert claims["exp"] < (now() + timedelta(days=1)).timestamp()
    assert shop.sign_in("nobody") is None
    assert [each["id"] for each in shop.common("en")["personas"]] == ["emma_clarke"]


def test_in_production_nobody_does(shop: DemoShop) -> None:
    real = DemoShop(
        database=shop.database, identity_secret=SECRET, development=False, clock=now
    )
    assert real.sign_in("emma_clarke") is None
    assert real.common("en")["personas"] == []
