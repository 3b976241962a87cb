"""All SQL of the imports: what a batch of rows may touch, fetched at once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, selectinload

from knowledge.catalogue.models import Category, Interaction, Product, Variant
from knowledge.customers.models import Customer, PaymentMethod
from knowledge.faq.models import Article
from knowledge.orders.models import Order
from knowledge.shipments.models import Shipment


def products(session: Session, ids: Iterable[str]) -> dict[str, Product]:
    """The products with these ids, with their variants."""
    found = session.scalars(
        select(Product)
        .where(Product.id.in_(list(ids)))
        .options(selectinload(Product.variants))
    )
    return {product.id: product for product in found}


def known_products(session: Session, ids: Iterable[str]) -> set[str]:
    """Which of these products the catalogue has."""
    return set(session.scalars(select(Product.id).where(Product.id.in_(list(ids)))))


def product_of_variant(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Variant -> the product that it belongs to."""
    found = session.execute(
        select(Variant.id, Variant.product_id).where(Variant.id.in_(list(ids)))
    )
    return {row.id: row.product_id for row in found}


def categories(session: Session, ids: Iterable[str]) -> set[str]:
    """Which of these categories exist."""
    return set(session.scalars(select(Category.id).where(Category.id.in_(list(ids)))))


def customers(session: Session, ids: Iterable[str]) -> dict[str, Customer]:
    """The customers with these ids, with addresses and payment methods."""
    found = session.scalars(
        select(Customer)
        .where(Customer.id.in_(list(ids)))
        .options(
            selectinload(Customer.addresses), selectinload(Customer.payment_methods)
        )
    )
    return {customer.id: customer for customer in found}


def known_customers(session: Session, ids: Iterable[str]) -> set[str]:
    """Which of these customers exist."""
    return set(session.scalars(select(Customer.id).where(Customer.id.in_(list(ids)))))


def customer_of_payment_method(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Payment method -> the customer that it belongs to."""
    found = session.execute(
        select(PaymentMethod.id, PaymentMethod.customer_id).where(
            PaymentMethod.id.in_(list(ids))
        )
    )
    return {row.id: row.customer_id for row in found}


def orders(session: Session, ids: Iterable[str]) -> dict[str, Order]:
    """The orders with these numbers, with lines and payments."""
    found = session.scalars(
        select(Order)
        .where(Order.id.in_(list(ids)))
        .options(selectinload(Order.lines), selectinload(Order.payments))
    )
    return {order.id: order for order in found}


def shipments(session: Session, order_ids: Iterable[str]) -> dict[str, list[Shipment]]:
    """Order -> its parcels with their scans."""
    found = session.scalars(
        select(Shipment)
        .where(Shipment.order_id.in_(list(order_ids)))
        .order_by(Shipment.id)
        .options(selectinload(Shipment.events))
    )
    parcels: dict[str, list[Shipment]] = {}
    for shipment in found:
        parcels.setdefault(shipment.order_id, []).append(shipment)
    return parcels


def articles(session: Session, ids: Iterable[str]) -> dict[str, Article]:
    """The articles with these ids, with all their revisions."""
    found = session.scalars(
        select(Article)
        .where(Article.id.in_(list(ids)))
        .options(selectinload(Article.revisions))
    )
    return {article.id: article for article in found}


def known_interactions(
    session: Session, pairs: Iterable[tuple[str, str]]
) -> list[Interaction]:
    """What these customers did with these products."""
    key = tuple_(Interaction.customer_id, Interaction.product_id)
    return list(session.scalars(select(Interaction).where(key.in_(list(pairs)))))
