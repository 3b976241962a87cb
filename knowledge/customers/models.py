"""Tables of the customers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database.base import Base, Json, UtcDateTime


def is_han(letter: str) -> bool:
    """Whether the letter is a Chinese character."""
    return "\u4e00" <= letter <= "\u9fff"


class Customer(Base):
    """A person with an account at the shop."""

    __tablename__ = "customers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    first_name: Mapped[str] = mapped_column(String(120))
    last_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), index=True)  # lower case
    phone: Mapped[str | None] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(8), default="en")
    tier: Mapped[str] = mapped_column(String(16), default="standard")
    points: Mapped[int] = mapped_column(default=0)
    birthday: Mapped[date | None]
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # {"categories": [...], "brands": [...], "sizes": {...}} stated by the customer.
    preferences: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    accepts_marketing: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[str] = mapped_column(String(32), default="demo")

    addresses: Mapped[list[Address]] = relationship(
        back_populates="customer",
        order_by="Address.id",
        cascade="all, delete-orphan",
    )
    payment_methods: Mapped[list[PaymentMethod]] = relationship(
        order_by="PaymentMethod.position", cascade="all, delete-orphan"
    )

    @property
    def full_name(self) -> str:
        """First and last name; the last first where both are Chinese."""
        if self.last_name and is_han(self.last_name[0]):
            return f"{self.last_name}{self.first_name}"
        return f"{self.first_name} {self.last_name}".strip()


class Address(Base):
    """A place of a customer's; ``is_default`` marks the one parcels go to."""

    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), index=True
    )
    line1: Mapped[str] = mapped_column(String(200))
    line2: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(64))
    postal_code: Mapped[str] = mapped_column(String(16))
    is_default: Mapped[bool] = mapped_column(default=False)

    customer: Mapped[Customer] = relationship(back_populates="addresses")

    __table_args__ = (Index("ix_addresses_postal_code", "postal_code"),)


class PaymentMethod(Base):
    """A way a customer pays; a gift card has a balance."""

    __tablename__ = "payment_methods"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[str] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(32))  # credit_card | paypal | gift_card
    brand: Mapped[str | None] = mapped_column(String(32))
    last_four: Mapped[str | None] = mapped_column(String(4))
    balance: Mapped[int | None]  # smallest unit of the currency; gift cards only
