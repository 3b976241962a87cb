"""Tables of the catalogue. Amounts are integers of the currency's smallest unit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database.base import Base, Json, Localised, UtcDateTime


class Category(Base):
    """A shelf of the shop; ``synonyms`` are words customers use for it."""

    __tablename__ = "categories"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Localised] = mapped_column(Json)
    synonyms: Mapped[dict[str, list[str]]] = mapped_column(Json, default=dict)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("categories.id"))


class Product(Base):
    """Something the shop sells, in one or more variants."""

    __tablename__ = "products"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Localised] = mapped_column(Json)
    description: Mapped[Localised] = mapped_column(Json, default=dict)
    brand: Mapped[str | None] = mapped_column(String(120), index=True)
    category_id: Mapped[str | None] = mapped_column(
        ForeignKey("categories.id"), index=True
    )
    # {"connectivity": "Bluetooth 5.3", "battery life": "30 h"}; or Localised values.
    attributes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    image: Mapped[str | None] = mapped_column(String(500))
    rating: Mapped[float | None]
    popularity: Mapped[float] = mapped_column(default=0.0)
    active: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(String(32), default="demo")
    # A hash of everything that search shows or matches; moves when any of it does.
    revision: Mapped[str] = mapped_column(String(64), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    variants: Mapped[list[Variant]] = relationship(
        back_populates="product",
        order_by="Variant.position",
        cascade="all, delete-orphan",
    )
    category: Mapped[Category | None] = relationship()


class Variant(Base):
    """One buyable version of a product: a colour, a size, a price, a stock."""

    __tablename__ = "variants"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    product_id: Mapped[str] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE")
    )
    position: Mapped[int] = mapped_column(default=0)
    options: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    price: Mapped[int]
    list_price: Mapped[int | None]  # before a reduction; None when there is none
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    # None: the shop does not count, only knows whether it can sell.
    stock: Mapped[int | None]
    available: Mapped[bool] = mapped_column(default=True)
    weight_grams: Mapped[int | None]

    product: Mapped[Product] = relationship(back_populates="variants")

    __table_args__ = (Index("ix_variants_product_id", "product_id"),)


class Interaction(Base):
    """Something a customer did with a product, from which taste is learnt."""

    __tablename__ = "interactions"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(64), index=True)
    product_id: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(16))  # viewed | carted | bought | returned
    at: Mapped[datetime] = mapped_column(UtcDateTime)
