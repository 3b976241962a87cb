"""Which coupons apply to whom, and the reason when one does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from knowledge.customers.models import Customer
from knowledge.promotions import errors
from knowledge.promotions.service import check_coupon, usable_coupons
from tests.builders import NOW, a_coupon, a_customer, an_order


@pytest.fixture
def emma(session: Session) -> Customer:
    customer = a_customer()
    session.add(customer)
    session.flush()
    return customer


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"ends_at": NOW}, errors.CouponExpired),
        ({"starts_at": NOW + timedelta(days=1)}, errors.CouponNotStarted),
        ({"tiers": ["platinum"]}, errors.CouponForMembers),
        ({"new_customers_only": True}, errors.CouponForNewcomers),
    ],
)
def test_refused_for_a_reason(
    session: Session, emma: Customer, facts: dict[str, Any], error: type[Exception]
) -> None:
    session.add_all([a_coupon(**facts), an_order()])
    session.flush()
    with pytest.raises(error):
        check_coupon(session, code="hello10", customer=emma, at=NOW)


def test_an_unknown_code_is_said_to_be_unknown(session: Session) -> None:
    with pytest.raises(errors.CouponNotFound):
        check_coupon(session, code="nope", customer=None, at=NOW)


def test_a_guest_sees_only_what_everybody_may_use(
    session: Session, emma: Customer
) -> None:
    session.add_all(
        [
            a_coupon("ALL"),
            a_coupon("GOLD", tiers=["gold"]),
            a_coupon("NEW", new_customers_only=True),
            a_coupon("OLD", ends_at=NOW - timedelta(days=1)),
        ]
    )
    session.flush()

    def codes(customer: Customer | None) -> set[str]:
        coupons = usable_coupons(session, customer=customer, at=NOW)
        return {coupon.code for coupon in coupons}

    assert codes(None) == {"ALL"}
    assert codes(emma) == {"ALL", "GOLD", "NEW"}
