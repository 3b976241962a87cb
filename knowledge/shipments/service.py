"""Where a customer's parcels are, and what is odd about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from knowledge.orders.models import Order
from knowledge.shipments import queries
from knowledge.shipments.errors import NotShippedYet, ParcelNotFound
from knowledge.shipments.models import Shipment, ShipmentEvent

# Longer without a scan than nine in ten parcels that did arrive; a guess until the
# stall watch learns it per route.
STALLED_AFTER = timedelta(days=4)
_MOVING = ("in_transit", "out_for_delivery", "label_created")


class Condition(StrEnum):
    """How a parcel fares, as a customer would put it."""

    ON_TIME = "on_time"
    LATE = "late"
    STALLED = "stalled"
    OUT_FOR_DELIVERY = "out_for_delivery"
    FAILED_ATTEMPT = "failed_attempt"
    EXCEPTION = "exception"
    DELIVERED = "delivered"
    LOST = "lost"
    RETURNED = "returned"
    UNKNOWN = "unknown"  # the carrier has told nothing


@dataclass(frozen=True)
class Parcel:
    """A shipment with its condition at one moment."""

    shipment: Shipment
    condition: Condition
    last_event: ShipmentEvent | None


def parcels_of(session: Session, *, order: Order, at: datetime) -> list[Parcel]:
    """The order's parcels; raises ``NotShippedYet`` when none is on its way."""
    shipments = queries.shipments_of(session, order.id)
    if not shipments:
        raise NotShippedYet(number=order.id, status=order.status)
    return [_parcel(shipment, at) for shipment in shipments]


def order_number_of(session: Session, *, tracking_number: str, customer_id: str) -> str:
    """The order behind a tracking number; another customer's parcel is unknown."""
    number = queries.order_of_parcel(
        session, tracking_number=tracking_number, customer_id=customer_id
    )
    if number is None:
        raise ParcelNotFound(tracking_number=tracking_number)
    return number


def _parcel(shipment: Shipment, at: datetime) -> Parcel:
    last = shipment.events[-1] if shipment.events else None
    return Parcel(shipment, _condition(shipment, last, at), last)


def _condition(
    shipment: Shipment, last: ShipmentEvent | None, at: datetime
) -> Condition:
    if shipment.status not in _MOVING:
        return Condition(shipment.status)
    if last is None:
        return Condition.UNKNOWN
    if at - last.at > STALLED_AFTER:
        return Condition.STALLED
    if shipment.status == "out_for_delivery":
        return Condition.OUT_FOR_DELIVERY
    if shipment.expected_at is not None and at.date() > shipment.expected_at.date():
        return Condition.LATE
    return Condition.ON_TIME
