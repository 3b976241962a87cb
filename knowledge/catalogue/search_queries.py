"""What the index reads of the catalogue, and recommendations of behaviour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.catalogue.models import Category, Interaction, Product, Variant
from knowledge.orders.models import Order, OrderLine


def catalogue_stamp(session: Session) -> tuple[datetime | None, int, int]:
    """Differs whenever a product was changed, added or removed: cheap to ask."""
    latest, number = session.execute(
        select(func.max(Product.updated_at), func.count(Product.id))
    ).one()
    return (latest, number, session.scalar(select(func.count(Category.id))) or 0)


def product_ids(session: Session) -> set[str]:
    """The ids of everything in the catalogue."""
    return set(session.scalars(select(Product.id)))


def purchases(session: Session) -> list[tuple[str, str, str, datetime | None, str]]:
    """(customer, product, order, when, status) of every line, in time order."""
    statement = (
        select(
            Order.customer_id,
            OrderLine.product_id,
            Order.id,
            Order.placed_at,
            Order.status,
        )
        .join(OrderLine, OrderLine.order_id == Order.id)
        .order_by(Order.placed_at, Order.id, OrderLine.position)
    )
    return [row._tuple() for row in session.execute(statement)]


def behaviour(session: Session) -> list[tuple[str, str, str, datetime]]:
    """(customer, product, kind, when) of everything customers did, in time order."""
    statement = select(
        Interaction.customer_id,
        Interaction.product_id,
        Interaction.kind,
        Interaction.at,
    ).order_by(Interaction.at, Interaction.id)
    return [row._tuple() for row in session.execute(statement)]


def behaviour_stamp(session: Session) -> tuple[int, int]:
    """Differs whenever something was bought or looked at."""
    return (
        session.scalar(select(func.max(Interaction.id))) or 0,
        session.scalar(select(func.max(OrderLine.id))) or 0,
    )


def products_of_category(session: Session, category_id: str, limit: int) -> list[str]:
    """The most popular of a category that are on sale."""
    statement = (
        select(Product.id)
        .where(Product.active, Product.category_id == category_id)
        .order_by(Product.popularity.desc(), Product.id)
        .limit(limit)
    )
    return list(session.scalars(statement))


def sellable_ids(session: Session) -> set[str]:
    """Products of which a variant can be bought now."""
    statement = (
        select(Product.id)
        .join(Variant, Variant.product_id == Product.id)
        .where(
            Product.active,
            Variant.available,
            (Variant.stock.is_(None)) | (Variant.stock > 0),
        )
        .distinct()
    )
    return set(session.scalars(statement))
