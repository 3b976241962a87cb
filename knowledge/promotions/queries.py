"""All SQL on promotions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.promotions.models import Coupon


def coupon(session: Session, code: str) -> Coupon | None:
    """The coupon with this code, whatever its case."""
    return session.get(Coupon, code.strip().upper())


def running_coupons(session: Session, *, at: datetime) -> list[Coupon]:
    """The coupons that are valid now, the one that ends first first."""
    return list(
        session.scalars(
            select(Coupon)
            .where(Coupon.starts_at <= at, Coupon.ends_at > at)
            .order_by(Coupon.ends_at, Coupon.code)
        )
    )
