"""Rows of orders -> orders, lines, payments and parcels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy.orm import Session

from knowledge.importing import queries
from knowledge.importing.batches import change, replace
from knowledge.importing.errors import RowRefused
from knowledge.importing.fields import (
    Currency,
    Id,
    Moment,
    Money,
    NeededWords,
    Nested,
    Options,
    RowModel,
    Words,
)
from knowledge.importing.report import Outcome
from knowledge.orders.models import Order, OrderLine, OrderPayment
from knowledge.shipments.models import Shipment, ShipmentEvent

ParcelStatus = Literal[
    "label_created",
    "in_transit",
    "out_for_delivery",
    "failed_attempt",
    "exception",
    "delivered",
    "returned",
    "lost",
]


class LineRow(RowModel):
    """One item with the price that was agreed."""

    product_id: Id
    variant_id: Id
    name: NeededWords
    options: Options = Field(default_factory=dict)
    unit_price: Money
    quantity: Annotated[int, Field(ge=1)] = 1


class PaymentRow(RowModel):
    """A payment or a refund."""

    kind: Literal["payment", "refund"] = "payment"
    amount: Money
    payment_method_id: Id
    at: Moment | None = None


class EventRow(RowModel):
    """One scan of a parcel."""

    at: Moment
    status: ParcelStatus
    place: Words = Field(default_factory=dict)
    description: NeededWords


class ParcelRow(RowModel):
    """One parcel; ``line_positions`` counts the order's lines from 0."""

    tracking_number: Id
    carrier: Annotated[str, Field(max_length=64)] = ""
    status: ParcelStatus
    shipped_at: Moment | None = None
    expected_at: Moment | None = None
    delivered_at: Moment | None = None
    line_positions: list[Annotated[int, Field(ge=0)]] = Field(default_factory=list)
    events: list[EventRow] = Field(default_factory=list)


class OrderRow(RowModel):
    """One order; in CSV the nested columns hold JSON."""

    id: Annotated[Id, Field(max_length=32)]
    customer_id: Id
    status: Annotated[str, Field(min_length=1, max_length=40)]
    placed_at: Moment | None = None
    currency: Currency = "USD"
    shipping_fee: Money = 0
    discount: Money = 0
    coupon_code: Annotated[str, Field(max_length=32)] | None = None
    address: Annotated[dict[str, str], Nested] = Field(default_factory=dict)
    details: Annotated[dict[str, Any], Nested] = Field(default_factory=dict)
    lines: Annotated[list[LineRow], Nested, Field(min_length=1)]
    payments: Annotated[list[PaymentRow], Nested] = Field(default_factory=list)
    shipments: Annotated[list[ParcelRow], Nested] = Field(default_factory=list)


NESTED = {"lines", "payments", "shipments"}


class OrderKeeper:
    """Adds and changes orders of customers who are known."""

    def __init__(self, *, source: str = "import") -> None:
        self._source = source
        self._known: dict[str, Order] = {}
        self._parcels: dict[str, list[Shipment]] = {}
        self._customers: set[str] = set()

    def load(self, session: Session, rows: Sequence[OrderRow]) -> None:
        """Fetch the batch's orders and parcels, and which customers are known."""
        numbers = [row.id for row in rows]
        self._known = queries.orders(session, numbers)
        self._parcels = queries.shipments(session, numbers)
        self._customers = queries.known_customers(
            session, {row.customer_id for row in rows}
        )

    def keep(self, session: Session, row: OrderRow) -> Outcome:
        """Add or change one order; raises RowRefused for an unknown customer."""
        if row.customer_id not in self._customers:
            raise RowRefused(f"customer {row.customer_id} is not known")
        order = self._known.get(row.id)
        is_new = order is None
        if order is None:
            order = Order(source=self._source, **row.model_dump(exclude=NESTED))
            self._known[row.id] = order
            session.add(order)
        differs = change(
            order, **row.model_dump(include=row.model_fields_set, exclude=NESTED)
        )
        differs |= replace(order.lines, _numbered(row.lines), OrderLine)
        if "payments" in row.model_fields_set:
            differs |= replace(order.payments, _numbered(row.payments), OrderPayment)
        if "shipments" in row.model_fields_set:
            differs |= self._keep_parcels(session, row)
        if is_new:
            return Outcome.IMPORTED
        return Outcome.UPDATED if differs else Outcome.UNCHANGED

    def _keep_parcels(self, session: Session, row: OrderRow) -> bool:
        parcels = self._parcels.setdefault(row.id, [])
        before = {parcel.tracking_number: parcel for parcel in parcels}
        wanted = [
            {"order_id": row.id, **parcel.model_dump(exclude={"events"})}
            for parcel in row.shipments
        ]
        differs = replace(parcels, wanted, Shipment, key="tracking_number")
        for parcel, described in zip(parcels, row.shipments, strict=True):
            events = [event.model_dump() for event in described.events]
            differs |= replace(parcel.events, events, ShipmentEvent)
        session.flush()  # the order first: a parcel points at it
        session.add_all(parcels)
        for gone in set(before) - {parcel.tracking_number for parcel in parcels}:
            session.delete(before[gone])
        return differs


def _numbered(rows: Sequence[RowModel]) -> list[dict[str, Any]]:
    return [
        {"position": position, **row.model_dump()} for position, row in enumerate(rows)
    ]
