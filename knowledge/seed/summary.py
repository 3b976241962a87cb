"""What a seeding did, as numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# Told (what is being done, how many are done, how many there are).
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class SeedSummary:
    """How many rows of each kind the demo shop has, and a hash of all of them."""

    categories: int
    products: int
    variants: int
    customers: int
    orders: int
    shipments: int
    shipment_events: int
    interactions: int
    coupons: int
    articles: int
    facts: int
    staff: int
    content_hash: str
