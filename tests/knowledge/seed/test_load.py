"""Loading: always the same, in place of the last, and nobody else's rows touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.catalogue.models import Product
from knowledge.customers.models import Address, Customer
from knowledge.faq.models import Article, ArticleRevision, ShopFact
from knowledge.orders.models import Order
from knowledge.seed import load_demo_shop
from knowledge.seed.desk import article_sheets
from knowledge.seed.story import tell
from knowledge.seed.vocabulary import UntranslatedWord, translated
from knowledge.staff.models import StaffMember
from tests.knowledge.seed.conftest import TODAY, Shop, open_database


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_story_moves_with_the_day() -> None:
    quiet = lambda *_: None  # noqa: E731 - nobody listens to the progress here
    story, later = tell(TODAY, quiet), tell(TODAY + timedelta(days=30), quiet)
    assert len(later.orders) == len(story.orders)
    first, then = story.orders[-1].draft.placed_at, later.orders[-1].draft.placed_at
    assert then - first == timedelta(days=30)


def test_progress_ends_where_it_should(shop: Shop) -> None:
    ends = {stage: (done, total) for stage, done, total in shop.said}
    assert {"catalogue", "pictures", "customers", "orders", "desk"} <= set(ends)
    assert all(done == total for done, total in ends.values())


def test_loading_anew_gives_the_same_shop_and_leaves_others_alone(
    shop: Shop, tmp_path: Path
) -> None:
    database = open_database(tmp_path)
    with database.writing() as session:
        first = load_demo_shop(session, today=TODAY, images=tmp_path)
    assert first == replace(shop.summary, staff=0)
    at = datetime(2026, 11, 20, tzinfo=UTC)
    with database.writing() as session:
        foreign = Product(id="p1", name={"en": "Other"}, source="retail", updated_at=at)
        session.add(foreign)
        session.add(_customer_of_another_shop())
        session.flush()
        session.add(_order_of("mia_1", "#W7777777"))
        session.execute(Product.__table__.update().values(rating=1.0))
    with database.writing() as session:
        second = load_demo_shop(session, today=TODAY, images=tmp_path)
    assert second == first
    with database.reading() as session:
        assert count(session, Product) == first.products + 1
        assert count(session, Order) == first.orders + 1
        assert count(session, Customer) == first.customers + 1
        kept = session.get_one(Customer, "mia_1")
        assert [address.city for address in kept.addresses] == ["Austin"]


def _customer_of_another_shop() -> Customer:
    home = Address(line1="1 Oak", city="Austin", country="USA", postal_code="78704")
    return Customer(
        id="mia_1",
        first_name="Mia",
        last_name="Li",
        email="mia@example.com",
        source="retail",
        addresses=[home],
    )


def _order_of(customer: str, number: str) -> Order:
    return Order(
        id=number, customer_id=customer, status="pending", address={}, source="retail"
    )


def test_articles_are_published_as_their_first_revision(
    shop: Shop, session: Session
) -> None:
    assert shop.summary.articles == len(article_sheets())
    assert count(session, Article) == count(session, ArticleRevision)
    for article in session.scalars(select(Article)):
        assert article.published_revision == 1
        assert [revision.author for revision in article.revisions] == ["demo"]
    assert count(session, ShopFact) == shop.summary.facts


def test_staff_accounts_have_hashed_passwords(shop: Shop, session: Session) -> None:
    assert shop.summary.staff == 4
    roles = dict(session.execute(select(StaffMember.email, StaffMember.role)).all())
    assert roles["agent@example.com"] == "agent"
    assert roles["admin@example.com"] == "administrator"
    hashes = set(session.scalars(select(StaffMember.password_hash)))
    assert hashes == {"hashed shopkeeper-demo"}


def test_a_word_without_chinese_stops_the_sheets() -> None:
    assert translated("38 h") == "38 h"
    assert translated("Bluetooth 5.3") == {"en": "Bluetooth 5.3", "zh": "蓝牙 5.3"}
    with pytest.raises(UntranslatedWord):
        translated("carved from moonlight")
