"""All SQL of the plays."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from knowledge.customers.models import Customer
from knowledge.orders.models import Order
from knowledge.shipments.models import Shipment


def customer(session: Session, customer_id: str) -> Customer | None:
    """The customer with addresses and payment methods."""
    return session.get(Customer, customer_id)


def orders_of(session: Session, customer_id: str) -> list[Order]:
    """All orders of the customer with lines and payments."""
    wanted = select(Order).where(Order.customer_id == customer_id).order_by(Order.id)
    whole = (selectinload(Order.lines), selectinload(Order.payments))
    return list(session.scalars(wanted.options(*whole)))


def parcels_of(session: Session, number: str) -> list[Shipment]:
    """The parcels of an order with their scans."""
    wanted = select(Shipment).where(Shipment.order_id == number).order_by(Shipment.id)
    return list(session.scalars(wanted.options(selectinload(Shipment.events))))


def forget(session: Session, customer_id: str) -> None:
    """The customer with all orders, gone."""
    for order in orders_of(session, customer_id):
        session.execute(delete(Shipment).where(Shipment.order_id == order.id))
        session.delete(order)
    gone = customer(session, customer_id)
    if gone is not None:
        session.flush()
        session.delete(gone)
