"""Rows of interactions: who viewed, carted, bought or returned what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from knowledge.catalogue.models import Interaction
from knowledge.importing import queries
from knowledge.importing.errors import RowRefused
from knowledge.importing.fields import Id, Moment, RowModel
from knowledge.importing.report import Outcome

Key = tuple[str, str, str, datetime]


class InteractionRow(RowModel):
    """One deed of one customer with one product."""

    customer_id: Id
    product_id: Id
    kind: Literal["viewed", "carted", "bought", "returned"]
    at: Moment


class InteractionKeeper:
    """Adds what is not known yet; the same deed at the same moment is one."""

    def __init__(self) -> None:
        self._known: set[Key] = set()
        self._products: set[str] = set()

    def load(self, session: Session, rows: Sequence[InteractionRow]) -> None:
        """Fetch what is known of these customers and products."""
        pairs = {(row.customer_id, row.product_id) for row in rows}
        self._known = {
            (deed.customer_id, deed.product_id, deed.kind, deed.at)
            for deed in queries.known_interactions(session, pairs)
        }
        wanted = {row.product_id for row in rows}
        self._products = queries.known_products(session, wanted)

    def keep(self, session: Session, row: InteractionRow) -> Outcome:
        """Add one deed; raises RowRefused for a product that the catalogue lacks."""
        if row.product_id not in self._products:
            raise RowRefused(f"product {row.product_id} is not in the catalogue")
        key = (row.customer_id, row.product_id, row.kind, row.at)
        if key in self._known:
            return Outcome.UNCHANGED
        self._known.add(key)
        session.add(Interaction(**row.model_dump()))
        return Outcome.IMPORTED
