"""Tables of the shipments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database.base import Base, Json, Localised, UtcDateTime


class Shipment(Base):
    """One parcel of an order."""

    __tablename__ = "shipments"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(
        ForeignKey("orders.id", ondelete="CASCADE"), index=True
    )
    tracking_number: Mapped[str] = mapped_column(String(64), index=True)
    carrier: Mapped[str] = mapped_column(String(64))
    # label_created | in_transit | out_for_delivery | failed_attempt | exception
    # | delivered | returned | lost
    status: Mapped[str] = mapped_column(String(24))
    shipped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The positions (OrderLine.position) that travel in this parcel.
    line_positions: Mapped[list[int]] = mapped_column(Json, default=list)

    events: Mapped[list[ShipmentEvent]] = relationship(
        order_by="ShipmentEvent.at", cascade="all, delete-orphan"
    )


class ShipmentEvent(Base):
    """One scan of a parcel."""

    __tablename__ = "shipment_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    shipment_id: Mapped[int] = mapped_column(
        ForeignKey("shipments.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[str] = mapped_column(String(24))
    place: Mapped[Localised] = mapped_column(Json, default=dict)
    description: Mapped[Localised] = mapped_column(Json)
