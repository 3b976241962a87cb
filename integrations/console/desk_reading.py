"""What the desk shows, to people and to programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from integrations.console.reader import Reader
from knowledge.catalogue.models import Variant
from knowledge.catalogue.queries import variants_by_ids
from knowledge.clock import Clock
from knowledge.conversations import desk_queries, timeline
from knowledge.conversations import queries as conversation_queries
from knowledge.conversations.desk_queries import DeskRow
from knowledge.conversations.errors import ConversationNotFound
from knowledge.conversations.models import Audience, Entry
from knowledge.conversations.responder import Owner
from knowledge.customers.models import Customer
from knowledge.customers.queries import customer_by_id
from knowledge.orders.models import Order
from knowledge.orders.queries import orders_of
from knowledge.shipments.errors import NotShippedYet
from knowledge.shipments.service import Parcel, parcels_of
from knowledge.staff.permissions import Permission

MOST_ORDERS = 8
MOST_ROWS = 1000


class DeskState(StrEnum):
    """The lists of the desk."""

    WAITING = "waiting"
    MINE = "mine"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DeskLists:
    """The lists at one moment; the counts beside them agree with them."""

    waiting: Sequence[DeskRow]
    mine: Sequence[DeskRow]
    open: Sequence[DeskRow]
    closed: Sequence[DeskRow]

    def of(self, state: DeskState) -> Sequence[DeskRow]:
        """One of them."""
        rows: Sequence[DeskRow] = getattr(self, state.value)
        return rows


@dataclass(frozen=True, slots=True)
class OrderWithParcels:
    """An order and where its parcels are."""

    order: Order
    parcels: Sequence[Parcel]


@dataclass(frozen=True, slots=True)
class Context:
    """What an agent should know before he answers."""

    row: DeskRow
    packet: dict[str, Any] | None
    customer: Customer | None
    orders: Sequence[OrderWithParcels]
    swaps: Sequence[Variant] = ()  # what the packet says that items become


@dataclass(frozen=True, slots=True)
class DeskReading(Reader):
    """The lists, a conversation, and what stands beside it."""

    clock: Clock

    async def rows(
        self, member_id: int, state: DeskState, search: str = ""
    ) -> list[DeskRow]:
        """A list of the desk."""
        wanted = _conditions(state, member_id)
        return await self.read(
            member_id,
            Permission.SERVE_CUSTOMERS,
            lambda session: desk_queries.desk_rows(session, search=search, **wanted),
        )

    async def lists(self, member_id: int, search: str = "") -> DeskLists:
        """Every list of the desk in one snapshot."""

        def read(session: Session) -> DeskLists:
            rows = desk_queries.desk_rows(session, search=search, limit=MOST_ROWS)
            return _sorted_out(rows, member_id)

        return await self.read(member_id, Permission.SERVE_CUSTOMERS, read)

    async def row(self, member_id: int, conversation_id: str) -> DeskRow:
        """One conversation as lists show it. Raises ConversationNotFound."""
        return await self.read(
            member_id,
            Permission.SERVE_CUSTOMERS,
            lambda session: _row(session, conversation_id),
        )

    async def entries(
        self, member_id: int, conversation_id: str, after: int = 0
    ) -> list[Entry]:
        """Everything in a conversation, staff's own entries too."""

        def read(session: Session) -> list[Entry]:
            timeline.find(session, conversation_id)
            return timeline.read(
                session, conversation_id, audience=Audience.STAFF, after=after
            )

        return await self.read(member_id, Permission.SERVE_CUSTOMERS, read)

    async def context(self, member_id: int, conversation_id: str) -> Context:
        """The packet, the customer and his orders."""
        at = self.clock()
        return await self.read(
            member_id,
            Permission.SERVE_CUSTOMERS,
            lambda session: _context(session, conversation_id, at),
        )


def _conditions(state: DeskState, member_id: int) -> dict[str, Any]:
    conditions: dict[DeskState, dict[str, Any]] = {
        DeskState.WAITING: {"owner": Owner.QUEUE},
        DeskState.MINE: {"owner": Owner.AGENT, "agent_id": member_id},
        DeskState.OPEN: {"closed": False},
        DeskState.CLOSED: {"closed": True},
    }
    return conditions[state]


def _sorted_out(rows: Sequence[DeskRow], member_id: int) -> DeskLists:
    waiting = [row for row in rows if row.owner is Owner.QUEUE]
    return DeskLists(
        waiting=sorted(waiting, key=lambda row: row.since),
        mine=[row for row in rows if row.agent_id == member_id],
        open=[row for row in rows if not row.closed],
        closed=[row for row in rows if row.closed],
    )


def _row(session: Session, conversation_id: str) -> DeskRow:
    row = desk_queries.desk_row(session, conversation_id)
    if row is None:
        raise ConversationNotFound(conversation_id=conversation_id)
    return row


def _context(session: Session, conversation_id: str, at: datetime) -> Context:
    row = _row(session, conversation_id)
    packet = conversation_queries.latest_packet(session, conversation_id)
    customer, orders = None, []
    if row.customer_id is not None:
        customer = customer_by_id(session, row.customer_id)
        orders = orders_of(session, row.customer_id, limit=MOST_ORDERS)
    return Context(
        row=row,
        packet=packet.payload if packet else None,
        customer=customer,
        orders=[OrderWithParcels(each, _parcels(session, each, at)) for each in orders],
        swaps=_swaps(session, packet.payload if packet else {}),
    )


def _swaps(session: Session, packet: dict[str, Any]) -> list[Variant]:
    ids = (packet.get("collected") or {}).get("swaps")
    return variants_by_ids(session, ids) if isinstance(ids, list) else []


def _parcels(session: Session, order: Order, at: datetime) -> list[Parcel]:
    try:
        return parcels_of(session, order=order, at=at)
    except NotShippedYet:
        return []
