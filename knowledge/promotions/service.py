"""Which coupons a customer may use, and why not another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.customers.models import Customer
from knowledge.orders.queries import orders_of
from knowledge.promotions import queries
from knowledge.promotions.errors import (
    CouponExpired,
    CouponForMembers,
    CouponForNewcomers,
    CouponNotFound,
    CouponNotStarted,
)
from knowledge.promotions.models import Coupon


def usable_coupons(
    session: Session, *, customer: Customer | None, at: datetime
) -> list[Coupon]:
    """The running coupons that this customer (None: a guest) may use."""
    newcomer = customer is not None and not orders_of(session, customer.id, limit=1)
    return [
        coupon
        for coupon in queries.running_coupons(session, at=at)
        if _refusal(coupon, customer=customer, newcomer=newcomer) is None
    ]


def check_coupon(
    session: Session, *, code: str, customer: Customer | None, at: datetime
) -> Coupon:
    """The coupon if this customer may use it now; else the error that says why not."""
    coupon = queries.coupon(session, code)
    if coupon is None:
        raise CouponNotFound(code=code.upper())
    if coupon.ends_at <= at:
        raise CouponExpired(code=coupon.code, date=coupon.ends_at)
    if coupon.starts_at > at:
        raise CouponNotStarted(code=coupon.code, date=coupon.starts_at)
    newcomer = customer is not None and not orders_of(session, customer.id, limit=1)
    refusal = _refusal(coupon, customer=customer, newcomer=newcomer)
    if refusal is not None:
        raise refusal
    return coupon


def _refusal(
    coupon: Coupon, *, customer: Customer | None, newcomer: bool
) -> Exception | None:
    if coupon.tiers and (customer is None or customer.tier not in coupon.tiers):
        return CouponForMembers(code=coupon.code, tiers=coupon.tiers)
    if coupon.new_customers_only and not newcomer:
        return CouponForNewcomers(code=coupon.code)
    return None
