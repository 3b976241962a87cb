"""The year of the demo shop: statuses, money, times, parcels."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from knowledge.catalogue.models import Interaction, Product, Variant
from knowledge.customers.models import Customer, PaymentMethod
from knowledge.orders.models import Order
from knowledge.promotions.models import Coupon
from knowledge.seed.behaviour import interactions
from knowledge.seed.products import demo_products
from knowledge.shipments.models import Shipment
from tests.knowledge.seed.conftest import Shop

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
STATUSES = {
    "pending",
    "processed",
    "shipped",
    "delivered",
    "cancelled",
    "return requested",
    "returned",
    "exchange requested",
    "refunded",
}
UNSENT = {"pending", "processed", "cancelled"}
ARRIVED = {"delivered", "return requested", "returned", "exchange requested"}


def all_orders(session: Session) -> list[Order]:
    loading = select(Order).options(
        selectinload(Order.lines), selectinload(Order.payments)
    )
    return list(session.scalars(loading))


def parcels_by_order(session: Session) -> dict[str, list[Shipment]]:
    found: dict[str, list[Shipment]] = {}
    loading = select(Shipment).options(selectinload(Shipment.events))
    for parcel in session.scalars(loading):
        found.setdefault(parcel.order_id, []).append(parcel)
    return found


def test_counts(shop: Shop, session: Session) -> None:
    assert (shop.summary.orders, shop.summary.customers) == (2000, 300)
    counts = Counter(order.status for order in all_orders(session))
    assert set(counts) == STATUSES
    assert min(counts.values()) >= 20


def test_lines_name_what_the_shop_sells(session: Session) -> None:
    variants = {v.id: v for v in session.scalars(select(Variant))}
    names = {p.id: p.name for p in session.scalars(select(Product))}
    for order in all_orders(session):
        assert [line.position for line in order.lines] == [*range(len(order.lines))]
        for line in order.lines:
            variant = variants[line.variant_id]
            assert variant.product_id == line.product_id
            assert line.options == variant.options
            assert line.unit_price == variant.price
            assert line.name == names[line.product_id]


def test_payments_and_refunds_balance(session: Session) -> None:
    owners = dict(
        session.execute(select(PaymentMethod.id, PaymentMethod.customer_id)).all()
    )
    for order in all_orders(session):
        paid = sum(p.amount for p in order.payments if p.kind == "payment")
        back = sum(p.amount for p in order.payments if p.kind == "refund")
        assert paid == order.total > 0, order.id
        if order.status in {"cancelled", "refunded"}:
            assert back == paid, order.id
        elif order.status == "returned":
            assert 0 < back <= paid and back == order.details["refund_amount"]
        else:
            assert back == 0, order.id
        assert all(p.amount > 0 for p in order.payments)
        assert {owners[p.payment_method_id] for p in order.payments} == {
            order.customer_id
        }


def test_times_are_in_order(session: Session) -> None:
    parcels = parcels_by_order(session)
    joined = dict(session.execute(select(Customer.id, Customer.joined_at)).all())
    for order in all_orders(session):
        assert order.placed_at is not None
        assert NOW - timedelta(days=366) < order.placed_at <= NOW
        assert joined[order.customer_id] <= order.placed_at, order.id
        for payment in order.payments:
            assert payment.at is not None
            assert order.placed_at <= payment.at <= NOW, order.id
        for parcel in parcels.get(order.id, []):
            assert parcel.shipped_at is not None
            assert order.placed_at < parcel.shipped_at <= NOW, order.id
            scans = [event.at for event in parcel.events]
            assert scans == sorted(scans), order.id
            assert order.placed_at < scans[0] and scans[-1] <= NOW, order.id
            assert parcel.status == parcel.events[-1].status
            if parcel.delivered_at is not None:
                assert parcel.shipped_at < parcel.delivered_at == scans[-1]


def test_parcels_fit_the_status(session: Session) -> None:
    parcels = parcels_by_order(session)
    for order in all_orders(session):
        mine = parcels.get(order.id, [])
        assert bool(mine) == (order.status not in UNSENT), order.id
        if not mine:
            continue
        carried = sorted(p for parcel in mine for p in parcel.line_positions)
        assert carried == [line.position for line in order.lines], order.id
        states = {parcel.status for parcel in mine}
        if order.status in ARRIVED:
            assert states == {"delivered"}, order.id
        elif order.status == "refunded":
            assert states <= {"lost", "exception"}, order.id
        else:
            assert "delivered" not in states, order.id


def test_every_kind_of_trouble_is_on_the_road(session: Session) -> None:
    parcels = parcels_by_order(session)
    road = [
        parcel
        for order in all_orders(session)
        if order.status == "shipped"
        for parcel in parcels[order.id]
    ]
    states = Counter(parcel.status for parcel in road)
    expected = {"in_transit", "out_for_delivery", "failed_attempt", "exception", "lost"}
    assert expected <= set(states)
    moving = [parcel for parcel in road if parcel.status == "in_transit"]
    silent = [p for p in moving if p.events[-1].at < NOW - timedelta(days=5)]
    late = [p for p in moving if p.expected_at and p.expected_at < NOW]
    assert len(silent) >= 5 and len(late) >= 8
    sizes = Counter(len(mine) for mine in parcels.values())
    assert sizes[2] >= 30 and sizes[3] >= 3


def test_scans_speak_both_languages(session: Session) -> None:
    for mine in parcels_by_order(session).values():
        for event in (event for parcel in mine for event in parcel.events):
            for words in (event.place, event.description):
                assert words["en"].isascii()
                assert any("\u4e00" <= letter <= "\u9fff" for letter in words["zh"])


def test_coupons_were_lawful_when_used(session: Session) -> None:
    coupons = {coupon.code: coupon for coupon in session.scalars(select(Coupon))}
    tiers = dict(session.execute(select(Customer.id, Customer.tier)).all())
    assert len(coupons) >= 12
    for order in all_orders(session):
        if order.coupon_code is None:
            assert order.discount == 0
            continue
        coupon = coupons[order.coupon_code]
        assert order.placed_at is not None
        assert coupon.starts_at <= order.placed_at < coupon.ends_at
        assert not coupon.tiers or tiers[order.customer_id] in coupon.tiers
        goods = sum(line.unit_price * line.quantity for line in order.lines)
        assert goods >= coupon.threshold
        assert 0 < order.discount < goods + order.shipping_fee


def test_coupons_of_every_kind(session: Session) -> None:
    coupons = session.scalars(select(Coupon)).all()
    assert {c.kind for c in coupons} == {"percentage", "amount", "free_shipping"}
    assert any(c.ends_at < NOW for c in coupons)
    assert any(c.starts_at > NOW for c in coupons)
    assert any(c.tiers for c in coupons)
    assert any(c.new_customers_only for c in coupons)
    assert any(c.category_ids for c in coupons)
    for coupon in coupons:
        assert (
            coupon.description["en"]
            and coupon.description["zh"] != coupon.description["en"]
        )


def test_returns_name_what_was_bought(session: Session) -> None:
    siblings = dict(session.execute(select(Variant.id, Variant.product_id)).all())
    for order in all_orders(session):
        bought = Counter(
            variant
            for line in order.lines
            for variant in [line.variant_id] * line.quantity
        )
        details = order.details
        if order.status in {"return requested", "returned"}:
            assert not Counter(details["return_items"]) - bought, order.id
        if order.status == "exchange requested":
            assert not Counter(details["exchange_items"]) - bought, order.id
            old, new = details["exchange_items"][0], details["exchange_new_items"][0]
            assert siblings[old] == siblings[new]


def test_people_buy_what_they_like(session: Session) -> None:
    """Recommendation has something to learn: taste shows in what is bought again."""
    departments = {p.id: p.department for p in demo_products()}
    bought: dict[str, list[str]] = {}
    query = select(Interaction.customer_id, Interaction.product_id)
    for customer, product in session.execute(query.where(Interaction.kind == "bought")):
        bought.setdefault(customer, []).append(departments[product])
    regulars = [shelves for shelves in bought.values() if len(shelves) >= 8]
    loyal = [
        sum(n for _, n in Counter(shelves).most_common(4)) / len(shelves)
        for shelves in regulars
    ]
    assert len(regulars) > 50
    assert sum(loyal) / len(loyal) > 0.7


def test_interactions_follow_the_orders(session: Session) -> None:
    kinds = Counter(session.scalars(select(Interaction.kind)))
    assert set(kinds) == {"viewed", "carted", "bought", "returned"}
    lines = sum(len(order.lines) for order in all_orders(session))
    assert kinds["bought"] == lines < kinds["viewed"]
    assert all(at <= NOW for at in session.scalars(select(Interaction.at)))
    assert list(interactions([], [], NOW)) == []
