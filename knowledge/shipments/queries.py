"""All SQL on shipments."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from knowledge.orders.models import Order
from knowledge.shipments.models import Shipment


def shipments_of(session: Session, order_id: str) -> list[Shipment]:
    """The parcels of an order with their events, in the order they were sent."""
    return list(
        session.scalars(
            select(Shipment)
            .where(Shipment.order_id == order_id)
            .order_by(Shipment.shipped_at, Shipment.id)
            .options(selectinload(Shipment.events))
        )
    )


def order_of_parcel(
    session: Session, *, tracking_number: str, customer_id: str
) -> str | None:
    """The number of the customer's order that this parcel belongs to."""
    return session.scalar(
        select(Shipment.order_id)
        .join(Order, Order.id == Shipment.order_id)
        .where(
            Shipment.tracking_number == tracking_number,
            Order.customer_id == customer_id,
        )
    )
