"""All SQL on orders."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from knowledge.orders.models import Order

_WHOLE = (selectinload(Order.lines), selectinload(Order.payments))


def order_of(session: Session, *, number: str, customer_id: str) -> Order | None:
    """The order with this number, only if it is this customer's."""
    return session.scalar(
        select(Order)
        .where(Order.id == number, Order.customer_id == customer_id)
        .options(*_WHOLE)
    )


def orders_of(session: Session, customer_id: str, *, limit: int = 50) -> list[Order]:
    """The customer's orders, newest first; undated ones last, by number."""
    return list(
        session.scalars(
            select(Order)
            .where(Order.customer_id == customer_id)
            .order_by(Order.placed_at.desc().nulls_last(), Order.id.desc())
            .limit(limit)
            .options(*_WHOLE)
        )
    )
