"""Beside the thread: the packet, the customer, and his orders with their parcels."""

from __future__ import annotations

from collections.abc import Callable

from integrations.console.desk_reading import Context
from integrations.console.pages.customer_card import show_customer
from integrations.console.pages.order_card import show_order
from integrations.console.pages.packet import show_packet
from integrations.console.pages.parts import block, icon_button, text
from integrations.console.pages.viewer import Viewer
from knowledge.conversations.responder import Owner


class ContextPane:
    """Built anew when the conversation or what is known about it changes."""

    def __init__(self, viewer: Viewer, *, on_hide: Callable[[], None]) -> None:
        self._viewer = viewer
        self._conversation_id: str | None = None
        self._shown: tuple[object, ...] | None = None
        with block("pane context", "aside") as pane:
            pane.props["aria-label"] = viewer.wording("context.label")
            with block("context__top only-narrow"):
                text(viewer.wording("context.label"), "context__title", "h2")
                icon_button("sym_o_close", viewer.wording("context.hide"), on_hide)
            self._body = block("context__body")

    async def open(self, conversation_id: str) -> None:
        """Show what belongs to this conversation."""
        if conversation_id != self._conversation_id:
            self._conversation_id, self._shown = conversation_id, None
            self._body.clear()
        await self.update(force=True)

    async def update(self, *, force: bool) -> None:
        """Read again; the screen changes only when the facts did."""
        conversation_id = self._conversation_id
        if conversation_id is None or not force:
            return
        reading = self._viewer.services.reading
        found = await self._viewer.attempt(
            reading.context(self._viewer.id, conversation_id)
        )
        if found is None or conversation_id != self._conversation_id:
            return
        facts = _facts(found)
        if facts != self._shown:
            self._shown = facts
            self._show(found)

    def _show(self, found: Context) -> None:
        self._body.clear()
        with self._body:
            if found.packet is not None and found.row.owner is not Owner.ASSISTANT:
                show_packet(self._viewer, found.packet, found)
            show_customer(self._viewer, found.row, found.customer)
            if found.orders:
                text(self._viewer.wording("context.orders"), "context__heading", "h3")
            mentioned = found.packet.get("orders", []) if found.packet else []
            for each in sorted(
                found.orders, key=lambda each: each.order.id not in mentioned
            ):
                show_order(self._viewer, each, opened=each.order.id in mentioned)


def _facts(found: Context) -> tuple[object, ...]:
    """What the pane shows, to see whether it has changed."""
    orders = [
        (
            each.order.id,
            each.order.status,
            [parcel.condition for parcel in each.parcels],
        )
        for each in found.orders
    ]
    row = found.row
    return (found.packet, row.owner, row.customer_id, row.identity_level, orders)
