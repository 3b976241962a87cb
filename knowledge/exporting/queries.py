"""All SQL of the exports."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from knowledge.catalogue.models import Product
from knowledge.customers.models import Customer
from knowledge.orders.models import Order
from knowledge.shipments.models import Shipment


def products(session: Session, source: str) -> list[Product]:
    """Every product of the source, with its variants."""
    return list(
        session.scalars(
            select(Product)
            .where(Product.source == source)
            .options(selectinload(Product.variants))
            .order_by(Product.id)
        )
    )


def customers(session: Session, source: str) -> list[Customer]:
    """Every customer of the source, with addresses and payment methods."""
    return list(
        session.scalars(
            select(Customer)
            .where(Customer.source == source)
            .options(
                selectinload(Customer.addresses),
                selectinload(Customer.payment_methods),
            )
            .order_by(Customer.id)
        )
    )


def orders(session: Session, source: str) -> list[Order]:
    """Every order of the source, with its lines and payments."""
    return list(
        session.scalars(
            select(Order)
            .where(Order.source == source)
            .options(selectinload(Order.lines), selectinload(Order.payments))
            .order_by(Order.id)
        )
    )


def orders_of(session: Session, customer_id: str) -> list[Order]:
    """The customer's orders, without their lines."""
    return list(
        session.scalars(
            select(Order).where(Order.customer_id == customer_id).order_by(Order.id)
        )
    )


def parcels(session: Session, numbers: Iterable[str] | None = None) -> list[Shipment]:
    """The parcels of these orders, or all, as they were sent."""
    statement = select(Shipment).order_by(Shipment.id)
    if numbers is not None:
        statement = statement.where(Shipment.order_id.in_(list(numbers)))
    return list(session.scalars(statement))
