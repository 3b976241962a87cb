"""All SQL on the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from knowledge.catalogue.models import Category, Interaction, Product, Variant

_WHOLE = (selectinload(Product.variants), selectinload(Product.category))


def product_by_id(session: Session, product_id: str) -> Product | None:
    """The product with its variants and category."""
    return session.scalar(
        select(Product).where(Product.id == product_id).options(*_WHOLE)
    )


def products_by_ids(session: Session, ids: Sequence[str]) -> list[Product]:
    """The products with these ids, in the order of the ids; unknown ones left out."""
    found = session.scalars(select(Product).where(Product.id.in_(ids)).options(*_WHOLE))
    by_id = {product.id: product for product in found}
    return [by_id[wanted] for wanted in ids if wanted in by_id]


def variants_by_ids(session: Session, ids: Sequence[str]) -> list[Variant]:
    """The variant of each id, as often as it is named; unknown ones left out."""
    found = session.scalars(select(Variant).where(Variant.id.in_(ids)))
    by_id = {variant.id: variant for variant in found}
    return [by_id[wanted] for wanted in ids if wanted in by_id]


def products_page(
    session: Session,
    *,
    category_id: str | None = None,
    offset: int = 0,
    limit: int = 24,
) -> list[Product]:
    """A page of what is on sale, the most popular first."""
    statement = select(Product).where(Product.active)
    if category_id is not None:
        statement = statement.where(Product.category_id == category_id)
    statement = statement.order_by(Product.popularity.desc(), Product.id)
    return list(session.scalars(statement.offset(offset).limit(limit).options(*_WHOLE)))


def products_changed_since(session: Session, moment: datetime | None) -> list[Product]:
    """The products that changed after ``moment`` (None: all), oldest change first."""
    statement = select(Product).order_by(Product.updated_at, Product.id)
    if moment is not None:
        statement = statement.where(Product.updated_at > moment)
    return list(session.scalars(statement.options(*_WHOLE)))


def categories(session: Session) -> list[Category]:
    """Every shelf of the shop, by id."""
    return list(session.scalars(select(Category).order_by(Category.id)))


def count_products(session: Session) -> int:
    """How many products are on sale."""
    return session.scalar(select(func.count()).where(Product.active)) or 0


def interactions(session: Session) -> list[Interaction]:
    """Everything customers did with products, in time order."""
    return list(session.scalars(select(Interaction).order_by(Interaction.at)))
