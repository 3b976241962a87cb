"""Tables of the promotions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database.base import Base, Json, Localised, UtcDateTime


class Coupon(Base):
    """A code that makes something cheaper for those who may use it."""

    __tablename__ = "coupons"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))  # percentage | amount | free_shipping
    value: Mapped[int]  # per cent, or the smallest unit of the currency
    threshold: Mapped[int] = mapped_column(default=0)  # least value of the goods
    tiers: Mapped[list[str]] = mapped_column(Json, default=list)  # empty: everybody
    category_ids: Mapped[list[str]] = mapped_column(Json, default=list)  # empty: all
    new_customers_only: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    description: Mapped[Localised] = mapped_column(Json)
