"""What the demo shop's pages show: the catalogue as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

import jwt
from sqlalchemy.orm import Session

from integrations.commerce.demo_shop import queries, views
from knowledge.catalogue.models import Product
from knowledge.catalogue.queries import categories, product_by_id, products_page
from knowledge.clock import Clock
from knowledge.customers.models import Customer
from knowledge.database.base import in_language
from knowledge.database.session import Database

PAGE = 24
PERSONAS = ("emma_clarke", "lin_mei", "tom_baker", "new_customer")


@dataclass(frozen=True)
class Wish:
    """Which products somebody wants to look at."""

    language: str
    category_id: str | None = None
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class DemoShop:
    """Reads the shop; signs demo customers in, in development only."""

    database: Database
    identity_secret: str
    development: bool
    clock: Clock

    def products(self, wish: Wish) -> dict[str, Any]:
        """The variables of a page of products."""
        with self.database.reading() as session:
            found, total = queries.page(
                session,
                category_id=wish.category_id,
                words=wish.words,
                offset=(wish.page - 1) * PAGE,
                limit=PAGE,
            )
            shelves = [
                views.shelf(each, wish.language, current=wish.category_id)
                for each in categories(session)
            ]
            return {
                **self._common(session, wish.language),
                "products": [views.card(each, wish.language) for each in found],
                "categories": shelves,
                "category": next((each for each in shelves if each["current"]), None),
                "q": wish.words,
                "page": wish.page,
                "pages": max(1, ceil(total / PAGE)),
                "total": total,
            }

    def product(self, product_id: str, language: str) -> dict[str, Any] | None:
        """The variables of a product's page; None when there is no such product."""
        with self.database.reading() as session:
            product = product_by_id(session, product_id)
            if product is None or not product.active:
                return None
            return {
                **self._common(session, language),
                "product": views.whole(product, language),
                "similar": [
                    views.card(each, language) for each in _neighbours(session, product)
                ],
            }

    def common(self, language: str) -> dict[str, Any]:
        """The variables of every page."""
        with self.database.reading() as session:
            return self._common(session, language)

    def sign_in(self, customer_id: str) -> dict[str, str] | None:
        """A demo customer's identity; None outside development."""
        if not self.development:
            return None
        with self.database.reading() as session:
            customer = session.get(Customer, customer_id)
        # Only for the people of the demo: an imported shop's customers are real.
        if customer is None or customer.source != "demo":
            return None
        claims = {"sub": customer.id, "exp": self.clock() + timedelta(hours=12)}
        return {
            "identity": jwt.encode(claims, self.identity_secret, "HS256"),
            "customer_id": customer.id,
            "name": customer.full_name,
        }

    def _common(self, session: Session, language: str) -> dict[str, Any]:
        name = {"en": "Lantern Lane", "zh": "灯笼巷"}
        return {
            "language": language,
            "shop": {
                "name": in_language(name, language),
                "development": self.development,
            },
            "personas": self._personas(session) if self.development else [],
        }

    def _personas(self, session: Session) -> list[dict[str, str]]:
        found = (session.get(Customer, each) for each in PERSONAS)
        return [
            {"id": each.id, "name": each.full_name, "language": each.language}
            for each in found
            if each is not None
        ]


def _neighbours(session: Session, product: Product) -> list[Product]:
    shelf = products_page(session, category_id=product.category_id, limit=5)
    return [each for each in shelf if each.id != product.id][:4]
