"""All SQL on customers."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from knowledge.customers.models import Address, Customer


def customer_by_id(session: Session, customer_id: str) -> Customer | None:
    """The customer with addresses and payment methods."""
    return session.scalar(
        select(Customer)
        .where(Customer.id == customer_id)
        .options(
            selectinload(Customer.addresses), selectinload(Customer.payment_methods)
        )
    )


def customer_id_by_email(session: Session, email: str) -> str | None:
    """The customer with this e-mail address, whatever its case."""
    return session.scalar(
        select(Customer.id)
        .where(Customer.email == email.strip().lower())
        .order_by(Customer.id)
        .limit(1)
    )


def candidates_by_postal_code(session: Session, postal_code: str) -> list[Customer]:
    """Everybody with an address at this postal code."""
    return list(
        session.scalars(
            select(Customer)
            .join(Address)
            .where(func.upper(Address.postal_code) == postal_code.strip().upper())
            .order_by(Customer.id)
            .distinct()
        )
    )
