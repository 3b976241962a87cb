"""How a parcel fares, from its scans and the expected day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from knowledge.shipments.errors import NotShippedYet, ParcelNotFound
from knowledge.shipments.service import Condition, order_number_of, parcels_of
from tests.builders import NOW, a_customer, a_scan, a_shipment, an_order


@pytest.fixture(autouse=True)
def order(session: Session) -> None:
    session.add(a_customer())
    session.flush()
    session.add(an_order())
    session.flush()


@pytest.mark.parametrize(
    ("facts", "condition"),
    [
        ({}, Condition.ON_TIME),
        ({"expected_at": NOW - timedelta(days=1)}, Condition.LATE),
        ({"expected_at": NOW - timedelta(hours=1)}, Condition.ON_TIME),
        ({"events": [a_scan(at=NOW - timedelta(days=5))]}, Condition.STALLED),
        ({"events": []}, Condition.UNKNOWN),
        ({"status": "out_for_delivery"}, Condition.OUT_FOR_DELIVERY),
        ({"status": "lost"}, Condition.LOST),
    ],
)
def test_the_condition_of_a_parcel(
    session: Session, facts: dict[str, Any], condition: Condition
) -> None:
    session.add(a_shipment(**facts))
    session.flush()
    (parcel,) = parcels_of(session, order=an_order(), at=NOW)
    assert parcel.condition is condition


def test_an_order_without_parcels_says_its_status(session: Session) -> None:
    with pytest.raises(NotShippedYet) as refused:
        parcels_of(session, order=an_order(status="pending"), at=NOW)
    assert refused.value.facts == {"number": "#W1000001", "status": "pending"}


def test_a_tracking_number_tells_only_its_owner(session: Session) -> None:
    session.add(a_shipment(tracking_number="SW1"))
    session.flush()
    assert order_number_of(session, tracking_number="SW1", customer_id="emma")
    with pytest.raises(ParcelNotFound):
        order_number_of(session, tracking_number="SW1", customer_id="tom")
