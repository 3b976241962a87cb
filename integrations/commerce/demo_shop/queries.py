"""All SQL that only the demo shop's pages need."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from knowledge.catalogue.models import Category, Product


def page(
    session: Session, *, category_id: str | None, words: str, offset: int, limit: int
) -> tuple[list[Product], int]:
    """A page of what is on sale, the most popular first, and how many there are."""
    wanted = _wanted(category_id, words)
    found = session.scalars(
        select(Product)
        .where(*wanted)
        .order_by(Product.popularity.desc(), Product.id)
        .offset(offset)
        .limit(limit)
        .options(selectinload(Product.variants))
    )
    total = session.scalar(select(func.count()).select_from(Product).where(*wanted))
    return list(found), total or 0


def _wanted(category_id: str | None, words: str) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Product.active.is_(True)]
    if category_id is not None:
        wanted.append(Product.category_id.in_(_shelves(category_id)))
    return wanted + [_named(word) for word in words.split()]


def _shelves(category_id: str) -> Select[str]:
    """The category itself and those within it."""
    within = or_(Category.id == category_id, Category.parent_id == category_id)
    return select(Category.id).where(within)


def _named(word: str) -> ColumnElement[bool]:
    """Whether the word is in the product's name, in either language, or its brand."""
    return or_(
        Product.name["en"].as_string().icontains(word, autoescape=True),
        Product.name["zh"].as_string().icontains(word, autoescape=True),
        Product.brand.icontains(word, autoescape=True),
    )
