"""Orders and parcels as they will stand in the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from knowledge.database.base import Localised
from knowledge.seed.customers import PlannedCustomer
from knowledge.seed.products import DemoProduct, DemoVariant


@dataclass(frozen=True)
class PlannedLine:
    """One item of an order."""

    product: DemoProduct
    variant: DemoVariant
    quantity: int = 1

    @property
    def amount(self) -> int:
        """What the line costs, in cents."""
        return self.variant.price * self.quantity


@dataclass(frozen=True)
class PlannedPayment:
    """A payment or refund, in cents."""

    kind: str
    amount: int
    method_id: str
    at: datetime


@dataclass(frozen=True)
class Scan:
    """One event of a parcel."""

    at: datetime
    status: str
    place: Localised
    description: Localised


@dataclass(frozen=True)
class PlannedParcel:
    """A parcel with its scans so far."""

    tracking_number: str
    carrier: str
    status: str
    shipped_at: datetime
    expected_at: datetime
    delivered_at: datetime | None
    line_positions: tuple[int, ...]
    scans: tuple[Scan, ...]


@dataclass(frozen=True)
class Draft:
    """Who orders what, when, and how it ends; no money and no parcels yet."""

    customer: PlannedCustomer
    status: str
    placed_at: datetime
    lines: tuple[PlannedLine, ...]
    # What becomes of the parcels of an order that is still on its way.
    fate: str = ""

    @property
    def goods(self) -> int:
        """The value of the goods, in cents."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class PlannedOrder:
    """An order with everything that hangs on it; amounts in cents."""

    id: str
    draft: Draft
    address: dict[str, str]
    shipping_fee: int
    discount: int
    coupon_code: str | None
    payments: tuple[PlannedPayment, ...]
    parcels: tuple[PlannedParcel, ...]
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """What the order costs: goods and shipping, less the discount."""
        return self.draft.goods + self.shipping_fee - self.discount
