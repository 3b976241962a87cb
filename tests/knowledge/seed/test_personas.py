"""The people whom the README and the other tests know by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.customers.models import Customer
from knowledge.orders.models import Order
from knowledge.shipments.models import Shipment

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)


def order(session: Session, number: str) -> Order:
    return session.get_one(Order, number)


def parcels(session: Session, number: str) -> list[Shipment]:
    found = select(Shipment).where(Shipment.order_id == number).order_by(Shipment.id)
    return list(session.scalars(found))


@pytest.mark.parametrize(
    ("key", "name", "email", "postal_code", "language", "tier", "points"),
    [
        ("emma_clarke", "Emma Clarke", "emma.clarke", "10001", "en", "gold", 1860),
        ("lin_mei", "林梅", "lin.mei", "200040", "zh", "platinum", 4520),
        ("tom_baker", "Tom Baker", "tom.baker", "94107", "en", "standard", None),
        ("new_customer", "Ana Silva", "ana.silva", "60601", "en", "standard", 0),
    ],
)
def test_who_they_are(
    session: Session,
    key: str,
    name: str,
    email: str,
    postal_code: str,
    language: str,
    tier: str,
    points: int | None,
) -> None:
    person = session.get_one(Customer, key)
    assert person.full_name == name
    assert person.email == f"{email}@example.com"
    assert person.language == language
    assert person.tier == tier
    assert points is None or person.points == points
    home = next(address for address in person.addresses if address.is_default)
    assert home.postal_code == postal_code


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("emma_clarke", ["#W1000001", "#W1000002", "#W1000003"]),
        ("lin_mei", ["#W1000011", "#W1000012", "#W1000013"]),
        ("tom_baker", ["#W1000021", "#W1000022"]),
        ("new_customer", []),
    ],
)
def test_they_have_exactly_their_orders(
    session: Session, key: str, numbers: list[str]
) -> None:
    found = select(Order.id).where(Order.customer_id == key).order_by(Order.id)
    assert list(session.scalars(found)) == numbers


def test_emma_waits_for_a_parcel_that_is_on_time(session: Session) -> None:
    assert order(session, "#W1000001").status == "shipped"
    (parcel,) = parcels(session, "#W1000001")
    assert parcel.status == "in_transit"
    assert len(parcel.events) >= 4
    assert parcel.expected_at is not None and parcel.expected_at > NOW


def test_emmas_headphones_came_nine_days_ago(session: Session) -> None:
    assert order(session, "#W1000002").status == "delivered"
    (parcel,) = parcels(session, "#W1000002")
    assert parcel.delivered_at is not None
    assert (NOW.date() - parcel.delivered_at.date()).days == 9
    names = " ".join(line.name["en"] for line in order(session, "#W1000002").lines)
    assert "Headphones" in names and "Water Bottle" in names


def test_emma_ordered_a_desk_lamp_today(session: Session) -> None:
    lamp = order(session, "#W1000003")
    assert lamp.status == "pending"
    assert lamp.placed_at is not None and lamp.placed_at.date() == NOW.date()
    assert ["Desk Lamp" in line.name["en"] for line in lamp.lines] == [True]


def test_lin_mei_waits_for_two_parcels(session: Session) -> None:
    assert order(session, "#W1000011").status == "shipped"
    near, late = parcels(session, "#W1000011")
    assert near.status == "out_for_delivery"
    assert late.status == "in_transit"
    assert late.expected_at is not None and late.expected_at < NOW
    assert "延误" in late.events[-1].description["zh"]


def test_lin_mei_was_refunded_and_served(session: Session) -> None:
    cancelled = order(session, "#W1000012")
    assert cancelled.status == "cancelled"
    assert {payment.kind for payment in cancelled.payments} == {"payment", "refund"}
    (parcel,) = parcels(session, "#W1000013")
    assert parcel.delivered_at is not None
    assert (NOW.date() - parcel.delivered_at.date()).days == 40


def test_tom_has_bad_luck(session: Session) -> None:
    (stalled,) = parcels(session, "#W1000021")
    assert stalled.status == "in_transit"
    assert NOW - stalled.events[-1].at == timedelta(days=6)
    (failed,) = parcels(session, "#W1000022")
    assert failed.status == "failed_attempt"
    assert (NOW.date() - failed.events[-1].at.date()).days == 1


def test_ana_joined_yesterday(session: Session) -> None:
    joined = session.get_one(Customer, "new_customer").joined_at
    assert joined is not None and (NOW.date() - joined.date()).days == 1


def test_no_two_people_share_an_address_to_write_to(session: Session) -> None:
    emails = func.count(func.distinct(Customer.email))
    assert session.scalar(select(emails)) == 300
