"""What can go wrong with parcels.

KnowledgeError
└── NotFound
    ├── ParcelNotFound   no such parcel of this customer's
    └── NotShippedYet    the order has no parcel on its way
"""

from __future__ import annotations

from knowledge.errors import NotFound


class ParcelNotFound(NotFound):
    """There is no parcel with this tracking number among the customer's."""

    def __init__(self, *, tracking_number: str) -> None:
        super().__init__(tracking_number=tracking_number)


class NotShippedYet(NotFound):
    """The order has no parcel on its way."""

    def __init__(self, *, number: str, status: str) -> None:
        super().__init__(number=number, status=status)
