"""Tables of the orders. Amounts are integers of the currency's smallest unit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database.base import Base, Json, Localised, UtcDateTime


class Order(Base):
    """A customer's order; ``id`` is the number he knows it by: ``#W1234567``."""

    __tablename__ = "orders"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    # pending | processed | shipped | delivered | cancelled | return requested | …
    status: Mapped[str] = mapped_column(String(40), index=True)
    placed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    shipping_fee: Mapped[int] = mapped_column(default=0)
    discount: Mapped[int] = mapped_column(default=0)
    coupon_code: Mapped[str | None] = mapped_column(String(32))
    # {"line1", "line2", "city", "state", "country", "postal_code"}
    address: Mapped[dict[str, str]] = mapped_column(Json)
    # What the status brought with it: cancel reason, items to return, …
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    source: Mapped[str] = mapped_column(String(32), default="demo")

    lines: Mapped[list[OrderLine]] = relationship(
        order_by="OrderLine.position", cascade="all, delete-orphan"
    )
    payments: Mapped[list[OrderPayment]] = relationship(
        order_by="OrderPayment.position", cascade="all, delete-orphan"
    )

    @property
    def total(self) -> int:
        """What the order costs: goods and shipping, less the discount."""
        goods = sum(line.unit_price * line.quantity for line in self.lines)
        return goods + self.shipping_fee - self.discount


class OrderLine(Base):
    """One item of an order, with the price that was agreed."""

    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(
        ForeignKey("orders.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    # No foreign keys: an order outlives the products that it names.
    product_id: Mapped[str] = mapped_column(String(64), index=True)
    variant_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[Localised] = mapped_column(Json)
    options: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    unit_price: Mapped[int]
    quantity: Mapped[int] = mapped_column(default=1)


class OrderPayment(Base):
    """A payment or refund of an order."""

    __tablename__ = "order_payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(
        ForeignKey("orders.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))  # payment | refund
    amount: Mapped[int]
    payment_method_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
