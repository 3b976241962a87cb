from __future__ import annotations

import pytest

from knowledge.catalogue.models import Interaction
from knowledge.catalogue.recommendations import (
    ReasonKind,
    for_customer,
    goes_with,
    similar_to,
)
from knowledge.database.session import Database
from retrieval.searcher import Searcher
from tests.builders import a_customer, a_line, an_order
from tests.conftest import NOW


@pytest.fixture
def orders(shop: Database) -> Database:
    """Five people bought a mouse with its pad; Emma has only the mouse."""
    with shop.writing() as session:
        for number in range(6):
            bought = ["glide"] if number == 0 else ["glide", "felt"]
            session.add(a_customer(id=f"c{number}", addresses=[], payment_methods=[]))
            session.flush()
            lines = [
                a_line(position=place, product_id=one, variant_id=f"{one}-0")
                for place, one in enumerate(bought)
            ]
            order = an_order(f"#W{number}", customer_id=f"c{number}", lines=lines)
            session.add(order)
    return shop


def test_similar_things_share_words_and_shelf(
    shop: Database, searcher: Searcher
) -> None:
    with shop.reading() as session:
        found = similar_to(session, searcher, product_id="view27")

    assert found[0].product.id == "view32"
    assert found[0].reason.kind is ReasonKind.SIMILAR
    assert "view27" not in [one.product.id for one in found]


def test_sold_out_things_are_not_recommended(
    shop: Database, searcher: Searcher
) -> None:
    with shop.reading() as session:
        found = similar_to(session, searcher, product_id="glide", limit=10)

    assert "raid" not in [one.product.id for one in found]


def test_what_is_bought_together_goes_together(
    orders: Database, searcher: Searcher
) -> None:
    with orders.reading() as session:
        found = goes_with(session, searcher, product_id="glide")

    assert [one.product.id for one in found] == ["felt"]
    assert found[0].reason.kind is ReasonKind.BOUGHT_TOGETHER
    assert found[0].reason.because is not None
    assert found[0].reason.because.id == "glide"


def test_others_who_bought_it_are_the_reason(
    orders: Database, searcher: Searcher
) -> None:
    with orders.reading() as session:
        found = for_customer(session, searcher, customer_id="c0")

    assert "felt" in [one.product.id for one in found]
    assert "glide" not in [one.product.id for one in found]


@pytest.mark.parametrize("customer", [None, "nobody"])
def test_newcomers_get_what_is_popular(
    shop: Database, searcher: Searcher, customer: str | None
) -> None:
    with shop.reading() as session:
        found = for_customer(session, searcher, customer_id=customer, limit=3)

    assert len(found) == 3
    assert {one.reason.kind for one in found} == {ReasonKind.POPULAR}


def test_what_was_just_returned_is_never_recommended(
    orders: Database, searcher: Searcher
) -> None:
    with orders.writing() as session:
        session.add(
            Interaction(customer_id="c0", product_id="felt", kind="returned", at=NOW)
        )
    with orders.reading() as session:
        found = for_customer(session, searcher, customer_id="c0", limit=10)

    assert "felt" not in [one.product.id for one in found]
