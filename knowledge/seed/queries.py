"""All SQL of the seeding: taking the old demo shop away, putting the new one in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from knowledge.catalogue.models import Category, Interaction, Product, Variant
from knowledge.customers.models import Address, Customer, PaymentMethod
from knowledge.database.base import Base
from knowledge.faq.models import Article, ArticleRevision, ShopFact
from knowledge.orders.models import Order, OrderLine, OrderPayment
from knowledge.promotions.models import Coupon
from knowledge.seed.rows import SOURCE, Row
from knowledge.shipments.models import Shipment, ShipmentEvent
from knowledge.staff.models import StaffMember


def remove_demo_shop(session: Session) -> None:
    """Delete the demo shop's rows and what hangs on them; other shops' rows stay."""
    people = select(Customer.id).where(Customer.source == SOURCE)
    goods = select(Product.id).where(Product.source == SOURCE)
    orders = select(Order.id).where(
        or_(Order.source == SOURCE, Order.customer_id.in_(people))
    )
    parcels = select(Shipment.id).where(Shipment.order_id.in_(orders))
    for doomed in (
        delete(ShipmentEvent).where(ShipmentEvent.shipment_id.in_(parcels)),
        delete(Shipment).where(Shipment.order_id.in_(orders)),
        delete(OrderPayment).where(OrderPayment.order_id.in_(orders)),
        delete(OrderLine).where(OrderLine.order_id.in_(orders)),
        delete(Order).where(Order.id.in_(orders)),
        delete(Interaction).where(
            or_(Interaction.customer_id.in_(people), Interaction.product_id.in_(goods))
        ),
        delete(Address).where(Address.customer_id.in_(people)),
        delete(PaymentMethod).where(PaymentMethod.customer_id.in_(people)),
        delete(Customer).where(Customer.source == SOURCE),
        delete(Variant).where(Variant.product_id.in_(goods)),
        delete(Product).where(Product.source == SOURCE),
    ):
        session.execute(doomed, execution_options={"synchronize_session": False})


def put(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert many rows at once, past the unit of work, which takes twice as long."""
    if rows:
        session.execute(insert(Base.metadata.tables[model.__tablename__]), rows)


def put_shipments(session: Session, rows: Sequence[Row]) -> Sequence[int]:
    """Insert parcels; their ids, in the order of the rows."""
    if not rows:
        return []
    returned = insert(Shipment).returning(Shipment.id, sort_by_parameter_order=True)
    return session.scalars(returned, rows).all()


def put_categories(session: Session, rows: Sequence[Row]) -> None:
    """Insert or overwrite shelves; another shop's products may stand on them."""
    for row in rows:
        session.merge(Category(**row))
    session.flush()


def put_coupons(session: Session, rows: Sequence[Row]) -> None:
    """Insert or overwrite coupons."""
    for row in rows:
        session.merge(Coupon(**row))
    session.flush()


def put_facts(session: Session, rows: Sequence[Row]) -> None:
    """Insert or overwrite facts of the shop."""
    for row in rows:
        session.merge(ShopFact(**row))
    session.flush()


def put_articles(
    session: Session, articles: Sequence[Row], revisions: Sequence[Row]
) -> None:
    """Insert articles anew, each with its first revision; staff's own ones stay."""
    ids = [article["id"] for article in articles]
    quietly = {"synchronize_session": False}
    old = delete(ArticleRevision).where(ArticleRevision.article_id.in_(ids))
    session.execute(old, execution_options=quietly)
    session.execute(
        delete(Article).where(Article.id.in_(ids)), execution_options=quietly
    )
    put(session, Article, articles)
    put(session, ArticleRevision, revisions)


def staff_emails(session: Session) -> set[str]:
    """The addresses of those who have an account already."""
    return set(session.scalars(select(StaffMember.email)))
