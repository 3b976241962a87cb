"""All SQL of the operations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from knowledge.catalogue.models import Product, Variant
from knowledge.customers.models import Address, Customer
from knowledge.faq.models import ShopFact
from knowledge.operations.models import Confirmation
from knowledge.orders.models import Order
from knowledge.shipments.models import Shipment


def customer(session: Session, customer_id: str, *, lock: bool) -> Customer | None:
    """The customer; locked, nobody else may change his things until we commit."""
    statement = (
        select(Customer)
        .where(Customer.id == customer_id)
        .options(
            selectinload(Customer.addresses), selectinload(Customer.payment_methods)
        )
    )
    if lock:
        # What the session has read before must not hide what others did since.
        statement = statement.with_for_update().execution_options(
            populate_existing=True
        )
    return session.scalar(statement)


def owner_of_order(session: Session, number: str) -> str | None:
    """Whose order it is."""
    return session.scalar(select(Order.customer_id).where(Order.id == number))


def order(session: Session, number: str, *, lock: bool) -> Order | None:
    """The order with its lines and payments."""
    statement = (
        select(Order)
        .where(Order.id == number)
        .options(selectinload(Order.lines), selectinload(Order.payments))
    )
    if lock:
        statement = statement.with_for_update().execution_options(
            populate_existing=True
        )
    return session.scalar(statement)


def variants(session: Session, ids: Iterable[str], *, lock: bool) -> dict[str, Variant]:
    """The variants with these ids; in one order, so that two locks cannot cross."""
    statement = (
        select(Variant).where(Variant.id.in_(sorted(set(ids)))).order_by(Variant.id)
    )
    if lock:
        statement = statement.with_for_update().execution_options(
            populate_existing=True
        )
    return {variant.id: variant for variant in session.scalars(statement)}


def variants_of_product(session: Session, product_id: str) -> list[Variant]:
    """Every variant of the product, in its order."""
    return list(
        session.scalars(
            select(Variant)
            .where(Variant.product_id == product_id)
            .order_by(Variant.position, Variant.id)
        )
    )


def product(session: Session, product_id: str) -> Product | None:
    """The product with its variants."""
    return session.scalar(
        select(Product)
        .where(Product.id == product_id)
        .options(selectinload(Product.variants))
    )


def parcels(session: Session, number: str) -> list[Shipment]:
    """The parcels of an order, as they were sent."""
    return list(
        session.scalars(
            select(Shipment).where(Shipment.order_id == number).order_by(Shipment.id)
        )
    )


def numbers_of_facts(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """The shop's facts with these keys as numbers: days, or the smallest unit."""
    facts = session.scalars(select(ShopFact).where(ShopFact.key.in_(list(keys))))
    return {
        fact.key: int(fact.value["minor"] if fact.kind == "money" else fact.value)
        for fact in facts
    }


def confirmation(session: Session, digest: str) -> Confirmation | None:
    """What was carried out on this yes."""
    return session.scalar(select(Confirmation).where(Confirmation.hash == digest))


def carried_out(session: Session, subject: str) -> int:
    """How many operations the subject has been through."""
    counted = session.scalar(
        select(func.count())
        .select_from(Confirmation)
        .where(Confirmation.subject == subject)
    )
    return counted or 0


def touch_products(session: Session, ids: Iterable[str], at: datetime) -> None:
    """The products have changed: the indexer reads them again."""
    for each in session.scalars(select(Product).where(Product.id.in_(list(ids)))):
        each.updated_at = at


def customers_at(session: Session, postal_code: str) -> list[Customer]:
    """The customers whose parcels usually go to this postal code, by id."""
    return list(
        session.scalars(
            select(Customer)
            .join(Address)
            .where(Address.postal_code == postal_code, Address.is_default)
            .order_by(Customer.id)
        )
    )


def product_names(session: Session) -> list[tuple[str, dict[str, str]]]:
    """The id and the name of everything that is sold."""
    found = session.execute(select(Product.id, Product.name).where(Product.active))
    return [(row.id, row.name) for row in found]
