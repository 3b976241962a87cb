"""Orders: what has become of one, which there are, what was paid back."""

from __future__ import annotations

from dataclasses import replace

from actions.cards import order_payload, order_title, short_name
from actions.dialogue import Dialogue, OpenTask
from actions.kinds.order import order_of_task
from actions.reply import Button, Reply, say
from actions.tasks.effects import effect
from actions.turn import Turn
from knowledge.conversations.models import Kind
from knowledge.orders.models import Order
from knowledge.orders.service import own_orders, refund_of
from knowledge.shipments.errors import NotShippedYet
from knowledge.shipments.service import Parcel, parcels_of
from knowledge.words import day, joined, label, money

LISTED = 5


@effect("show_order")
def show_order(turn: Turn, task: OpenTask) -> Reply:
    """The state of one order, its items and parcels."""
    order = order_of_task(turn, task)
    parcels = _parcels(turn, order)
    language = turn.language
    return say(
        f"utter_order_{_manner(order)}",
        kind=Kind.ORDER,
        payload={"order": order_payload(order, language, parcels)},
        buttons=_track_button(order, parcels, language),
        number=order.id,
        status=label("order_status", order.status, language),
        items=joined([short_name(line, language) for line in order.lines], language),
        total=money(order.total, order.currency),
        date=day(order.placed_at, language) if order.placed_at else "",
    ).remembering(seen_order(turn, order))


@effect("list_orders")
def list_orders(turn: Turn, task: OpenTask) -> Reply:
    """The newest orders, numbered so that "the second one" means something."""
    orders = own_orders(turn.session, customer_id=turn.customer_id or "", limit=LISTED)
    language = turn.language
    lines = [
        f"{place}. {order_title(order, language)} · "
        f"{label('order_status', order.status, language)}"
        for place, order in enumerate(orders, start=1)
    ]
    shown = replace(
        turn.dialogue.shown, orders=tuple(o.id for o in orders), latest="orders"
    )
    return say(
        "utter_orders",
        kind=Kind.ORDERS,
        payload={"orders": [order_payload(order, language) for order in orders]},
        listing="\n".join(lines),
        count=len(orders),
    ).remembering(replace(turn.dialogue, shown=shown))


@effect("show_refund")
def show_refund(turn: Turn, task: OpenTask) -> Reply:
    """What has been paid back for an order, and how."""
    order = order_of_task(turn, task)
    refund = refund_of(order)
    after = seen_order(turn, order)
    status = label("order_status", order.status, turn.language)
    if refund is None:
        return say("utter_no_refund", number=order.id, status=status).remembering(after)
    return say(
        "utter_refund",
        number=order.id,
        amount=money(refund.amount, order.currency),
        method=_method(turn, refund.methods[0]),
    ).remembering(after)


def seen_order(turn: Turn, order: Order) -> Dialogue:
    """The dialogue in which "it" is this order."""
    shown = replace(turn.dialogue.shown, order=order.id, latest="orders")
    return replace(turn.dialogue, shown=shown)


def _manner(order: Order) -> str:
    """Which sentence fits the status; unusual ones share a plain one."""
    usual = ("processed", "shipped", "delivered", "cancelled")
    if order.status == "pending" and order.placed_at:
        return "pending"
    return order.status if order.status in usual else "status"


def _parcels(turn: Turn, order: Order) -> list[Parcel]:
    try:
        return parcels_of(turn.session, order=order, at=turn.services.clock())
    except NotShippedYet:
        return []


def _track_button(order: Order, parcels: list[Parcel], language: str) -> list[Button]:
    if not parcels or order.status == "delivered":
        return []
    title = label("button", "track", language)
    return [Button(title, label("button", "track_value", language, number=order.id))]


def _method(turn: Turn, method_id: str) -> str:
    methods = turn.customer.payment_methods if turn.customer else []
    kind = next((m.kind for m in methods if m.id == method_id), "unknown")
    return label("payment", kind, turn.language)
