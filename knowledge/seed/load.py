"""Loading the demo shop, or loading it anew."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path

from sqlalchemy.orm import Session

from knowledge.catalogue.models import Interaction, Product, Variant
from knowledge.customers.models import Address, Customer, PaymentMethod
from knowledge.orders.models import Order, OrderLine, OrderPayment
from knowledge.seed import pictures, queries, rows
from knowledge.seed.calendar import moment, present
from knowledge.seed.coupons import demo_coupons
from knowledge.seed.desk import HashPassword, load_articles, load_facts, load_staff
from knowledge.seed.plans import PlannedOrder
from knowledge.seed.products import DemoProduct, demo_products
from knowledge.seed.rows import Row
from knowledge.seed.sheets import departments
from knowledge.seed.story import Story, tell
from knowledge.seed.summary import Progress, SeedSummary
from knowledge.shipments.models import ShipmentEvent

STAGES = ("catalogue", "pictures", "story", "customers", "orders", "desk")


def _unheard(_stage: str, _done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


def load_demo_shop(
    session: Session,
    *,
    today: date,
    images: Path,
    progress: Progress | None = None,
    hash_password: HashPassword | None = None,
) -> SeedSummary:
    """Put the demo shop into the database, in place of an earlier one.

    Only rows whose source is "demo", and what hangs on them, are replaced. Product
    pictures go to ``images`` as ``<product id>.svg``. Staff accounts are opened when
    ``hash_password`` is given (development). Flushes; the caller commits.
    """
    tell_progress = progress or _unheard
    queries.remove_demo_shop(session)
    goods = demo_products()
    counts: dict[str, int] = {}
    hashes: list[str] = [_catalogue(session, goods, today, counts, tell_progress)]
    pictures.draw(goods, images, tell_progress)
    story = tell(today, tell_progress)
    hashes.append(_people(session, story, counts, tell_progress))
    hashes.append(_orders(session, story.orders, counts, tell_progress))
    counts |= _desk(session, today, hash_password, tell_progress)
    return SeedSummary(**counts, content_hash=rows.digest(hashes))


def _catalogue(
    session: Session,
    goods: tuple[DemoProduct, ...],
    today: date,
    counts: dict[str, int],
    progress: Progress,
) -> str:
    at = moment(today)
    shelves = list(rows.category_rows(departments()))
    products = [rows.product_row(product, at) for product in goods]
    variants = list(chain.from_iterable(map(rows.variant_rows, goods)))
    coupons = [rows.coupon_row(coupon) for coupon in demo_coupons(today)]
    progress("catalogue", 0, len(products))
    queries.put_categories(session, shelves)
    queries.put(session, Product, products)
    queries.put(session, Variant, variants)
    queries.put_coupons(session, coupons)
    progress("catalogue", len(products), len(products))
    counts["categories"] = len(shelves)
    counts["products"] = len(products)
    counts["variants"] = len(variants)
    counts["coupons"] = len(coupons)
    return rows.digest([shelves, products, variants, coupons])


def _people(
    session: Session, story: Story, counts: dict[str, int], progress: Progress
) -> str:
    people = story.customers
    customers = [rows.customer_row(person) for person in people]
    addresses = list(chain.from_iterable(map(rows.address_rows, people)))
    wallets = list(chain.from_iterable(map(rows.wallet_rows, people)))
    seen: list[Row] = [vars(deed) for deed in story.interactions]
    progress("customers", 0, len(customers))
    queries.put(session, Customer, customers)
    queries.put(session, Address, addresses)
    queries.put(session, PaymentMethod, wallets)
    queries.put(session, Interaction, seen)
    progress("customers", len(customers), len(customers))
    counts["customers"] = len(customers)
    counts["interactions"] = len(seen)
    return rows.digest([customers, addresses, wallets, seen])


def _orders(
    session: Session,
    orders: tuple[PlannedOrder, ...],
    counts: dict[str, int],
    progress: Progress,
) -> str:
    placed = [rows.order_row(order) for order in orders]
    lines = list(chain.from_iterable(map(rows.line_rows, orders)))
    payments = list(chain.from_iterable(map(rows.payment_rows, orders)))
    progress("orders", 0, len(orders))
    queries.put(session, Order, placed)
    queries.put(session, OrderLine, lines)
    queries.put(session, OrderPayment, payments)
    parcels = _shipments(session, orders, counts)
    progress("orders", len(orders), len(orders))
    counts["orders"] = len(orders)
    return rows.digest([placed, lines, payments, parcels])


def _shipments(
    session: Session, orders: tuple[PlannedOrder, ...], counts: dict[str, int]
) -> str:
    sent = [(order, parcel) for order in orders for parcel in order.parcels]
    shipments = [rows.shipment_row(order, parcel) for order, parcel in sent]
    ids = queries.put_shipments(session, shipments)
    scans = [
        scan
        for shipment_id, (_, parcel) in zip(ids, sent, strict=True)
        for scan in rows.scan_rows(parcel, shipment_id)
    ]
    queries.put(session, ShipmentEvent, scans)
    counts["shipments"] = len(shipments)
    counts["shipment_events"] = len(scans)
    return rows.digest([shipments, [parcel.scans for _, parcel in sent]])


def _desk(
    session: Session,
    today: date,
    hash_password: HashPassword | None,
    progress: Progress,
) -> dict[str, int]:
    at = present(today)
    progress("desk", 0, 1)
    counts = {
        "articles": load_articles(session, at),
        "facts": load_facts(session, at),
        "staff": load_staff(session, at, hash_password) if hash_password else 0,
    }
    progress("desk", 1, 1)
    return counts
