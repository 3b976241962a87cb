"""Every table, imported in one place so that migrations and tests see them all."""

from __future__ import annotations

from knowledge.catalogue import models as catalogue
from knowledge.conversations import models as conversations
from knowledge.customers import models as customers
from knowledge.database.base import Base
from knowledge.faq import models as faq
from knowledge.operations import models as operations
from knowledge.orders import models as orders
from knowledge.promotions import models as promotions
from knowledge.shipments import models as shipments
from knowledge.staff import models as staff

metadata = Base.metadata

__all__ = [
    "catalogue",
    "conversations",
    "customers",
    "faq",
    "metadata",
    "operations",
    "orders",
    "promotions",
    "shipments",
    "staff",
]
