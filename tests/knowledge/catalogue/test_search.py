from __future__ import annotations

from typing import Any

import pytest

from knowledge.catalogue.constraints import Constraints
from knowledge.catalogue.models import Product
from knowledge.catalogue.search import SearchResult, search_products
from knowledge.database.session import Database
from retrieval.searcher import Searcher


def _search(
    shop: Database, searcher: Searcher, text: str, **options: Any
) -> SearchResult:
    with shop.reading() as session:
        return search_products(session, searcher, text=text, language="en", **options)


def _ids(result: SearchResult) -> list[str]:
    return [hit.product.id for hit in result.hits]


@pytest.mark.parametrize("text", ["mouse", "鼠标", "滑鼠 鼠標", "moose mouse"])
def test_both_languages_find_the_same_things(
    shop: Database, searcher: Searcher, text: str
) -> None:
    assert set(_ids(_search(shop, searcher, text))[:2]) == {"glide", "raid"}


def test_a_thing_comes_before_what_goes_with_it(
    shop: Database, searcher: Searcher
) -> None:
    assert _ids(_search(shop, searcher, "mouse"))[-1] == "felt"
    assert _ids(_search(shop, searcher, "mouse pad"))[0] == "felt"
    assert _ids(_search(shop, searcher, "鼠标垫"))[0] == "felt"


def test_the_variant_shown_is_the_one_that_fits(
    shop: Database, searcher: Searcher
) -> None:
    hit = _search(shop, searcher, "running shoes size 9").hits[0]

    assert hit.variant.options["size"] == "US 9"
    assert "size" in hit.reasons


def test_price_bounds_exclude(shop: Database, searcher: Searcher) -> None:
    result = _search(shop, searcher, "mouse under $40")

    assert "raid" not in _ids(result)
    assert result.relaxed == ()


def test_a_constraint_that_cannot_be_met_is_let_go_and_named(
    shop: Database, searcher: Searcher
) -> None:
    result = _search(shop, searcher, "purple mouse under $40")

    assert result.relaxed == ("colour",)
    assert _ids(result)[0] == "glide"
    assert "not_colour" in result.hits[0].reasons


def test_sold_out_things_are_left_out_when_stock_is_wanted(
    shop: Database, searcher: Searcher
) -> None:
    assert "raid" not in _ids(_search(shop, searcher, "gaming mouse in stock"))


def test_measures_choose(shop: Database, searcher: Searcher) -> None:
    assert _ids(_search(shop, searcher, "27 inch monitor"))[0] == "view27"
    assert _ids(_search(shop, searcher, "32寸的显示器"))[0] == "view32"


def test_what_is_refused_is_absent(shop: Database, searcher: Searcher) -> None:
    assert _ids(_search(shop, searcher, "mouse not acme"))[0] == "raid"


def test_spelling_is_put_right(shop: Database, searcher: Searcher) -> None:
    assert _ids(_search(shop, searcher, "runing shoess"))[0] == "runner"
    assert _search(shop, searcher, "norvic mouse").constraints.brands == {"Norvik"}


@pytest.mark.parametrize("text", ["chainsaw", "电锯", "washing machine"])
def test_what_the_shop_lacks_is_admitted(
    shop: Database, searcher: Searcher, text: str
) -> None:
    assert _search(shop, searcher, text).nothing_like_that


def test_what_the_shop_has_is_not_denied(shop: Database, searcher: Searcher) -> None:
    for text in ("mouse", "acme", "monitor", "跑步鞋", "something red"):
        assert not _search(shop, searcher, text).nothing_like_that


def test_given_constraints_win_over_the_text(
    shop: Database, searcher: Searcher
) -> None:
    given = Constraints(categories=frozenset({"mats"}))

    assert _ids(_search(shop, searcher, "acme", constraints=given)) == ["felt"]


def test_shown_products_can_be_left_out(shop: Database, searcher: Searcher) -> None:
    assert "glide" not in _ids(_search(shop, searcher, "mouse", exclude=["glide"]))


def test_a_product_that_left_since_is_not_shown(
    shop: Database, searcher: Searcher
) -> None:
    with shop.writing() as session:
        product = session.get(Product, "glide")
        assert product is not None
        product.active = False

    assert _ids(_search(shop, searcher, "mouse"))[0] == "raid"


def test_an_empty_wish_shows_something(shop: Database, searcher: Searcher) -> None:
    assert len(_search(shop, searcher, "", limit=3).hits) == 3


@pytest.mark.parametrize("text", ["!!!", "🙂", "<b>", "a" * 5000, "的", "() OR *"])
def test_hostile_wishes_do_no_harm(
    shop: Database, searcher: Searcher, text: str
) -> None:
    assert _search(shop, searcher, text) is not None
