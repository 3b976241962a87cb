"""What the index reads of the catalogue, and recommendations of behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.catalogue.models import Category, Interaction, Product
from knowledge.orders.models import Order, OrderLine


def catalogue_stamp(session: Session) -> tuple[datetime | None, int, int]:
    """Differs whenever a product was changed, added or removed: cheap to ask."""
    latest, number = session.execute(
        select(func.max(Product.updated_at), func.count(Product.id))
    ).one()
    return (latest, number, session.scalar(select(func.count(Category.id))) or 0)


def product_moments(session: Session) -> dict[str, datetime]:
    """When each product changed last: what differs from before has to be read again.

    A comparison with the latest moment alone would miss what was committed late.
    """
    found = session.execute(select(Product.id, Product.updated_at))
    return {row.id: row.updated_at for row in found}


@dataclass(frozen=True)
class Purchase:
    """One line of an order that was not cancelled."""

    customer_id: str
    product_id: str
    order_id: str
    sent_back: bool


def purchases(session: Session, customer_id: str | None = None) -> list[Purchase]:
    """What was bought, by everybody or by one customer, in time order."""
    statement = (
        select(
            Order.customer_id,
            OrderLine.product_id,
            OrderLine.variant_id,
            Order.id,
            Order.status,
            Order.details,
        )
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(Order.status != "cancelled")
        .order_by(Order.placed_at, Order.id, OrderLine.position)
    )
    if customer_id is not None:
        statement = statement.where(Order.customer_id == customer_id)
    return [
        Purchase(customer, product, order, _sent_back(variant, status, details))
        for customer, product, variant, order, status, details in session.execute(
            statement
        )
    ]


def behaviour(
    session: Session, customer_id: str | None = None
) -> list[tuple[str, str, str]]:
    """(customer, product, kind) of everything that was done, in time order."""
    statement = select(
        Interaction.customer_id, Interaction.product_id, Interaction.kind
    ).order_by(Interaction.at, Interaction.id)
    if customer_id is not None:
        statement = statement.where(Interaction.customer_id == customer_id)
    found = session.execute(statement)
    return [(customer, product, kind) for customer, product, kind in found]


def _sent_back(variant_id: str, status: str, details: Mapping[str, Any]) -> bool:
    """Whether a line goes, or went, back; orders name the items where it is a part."""
    if not status.startswith("return"):
        return False
    items = (details or {}).get("return_items")
    return variant_id in items if isinstance(items, list) else True


def behaviour_stamp(session: Session) -> tuple[int, int]:
    """Differs whenever something was bought or looked at."""
    return (
        session.scalar(select(func.max(Interaction.id))) or 0,
        session.scalar(select(func.max(OrderLine.id))) or 0,
    )
