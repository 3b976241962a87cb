"""What can go wrong with orders.

KnowledgeError
└── NotFound
    ├── OrderNotFound    no such order of this customer's
    └── NoOrders         the customer has not ordered anything
"""

from __future__ import annotations

from knowledge.errors import NotFound


class OrderNotFound(NotFound):
    """There is no order with this number among the customer's."""

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


class NoOrders(NotFound):
    """The customer has not ordered anything yet."""
