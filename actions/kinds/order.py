"""Which order: by number, by a parcel's, by place in a list, or by what was in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from actions.cards import order_payload, order_title
from actions.dialogue import OpenTask
from actions.kinds.kind import (
    AnswerKind,
    Options,
    Reading,
    Several,
    Unfit,
    Value,
)
from actions.reply import Button
from actions.tasks.definition import Question
from actions.turn import Turn
from knowledge.orders.errors import NoOrders, OrderNotFound
from knowledge.orders.models import Order
from knowledge.orders.service import orders_with, own_order, own_orders
from knowledge.shipments.errors import ParcelNotFound
from knowledge.shipments.service import order_number_of
from retrieval.ranking import rank_texts

OFFERED = 5


class OrderChoice(AnswerKind):
    """One of the customer's own orders.

    ``options: {prefer: [statuses]}`` in the definition: when the customer names
    none, an order in one of these statuses is meant before any other.
    """

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The order's number."""
        return (
            _by_number(turn)
            or _by_place(turn, asked=asked)
            or _by_content(turn, question)
            or (None if asked else _obvious(turn, question))
        )

    def named(self, turn: Turn, task: OpenTask, question: Question) -> Reading:
        """Another order, by its number, its place in the list or its items."""
        return (
            _by_number(turn)
            or _by_place(turn, asked=False)
            or _by_content(turn, question)
        )

    def shown(self, turn: Turn, task: OpenTask, value: str) -> str:
        """The order's number and what was in it."""
        return next(
            (order_title(order, turn.language) for order in _among(turn, [value])),
            value,
        )

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """The orders to choose from: those named, else the likeliest."""
        orders = _among(turn, among) or _likely(turn, question)[:OFFERED]
        titles = [order_title(order, turn.language) for order in orders]
        return Options(
            buttons=tuple(
                Button(title, order.id)
                for title, order in zip(titles, orders, strict=True)
            ),
            values=tuple(order.id for order in orders),
            payload={
                "orders": [order_payload(order, turn.language) for order in orders]
            },
            listing="\n".join(
                f"{place}. {title}" for place, title in enumerate(titles, start=1)
            ),
        )


def _by_number(turn: Turn) -> Reading:
    owner = turn.customer_id or ""
    number = turn.value("order_number") or _mistyped_number(turn)
    if number:
        try:
            return Value(own_order(turn.session, number=number, customer_id=owner).id)
        except OrderNotFound as error:
            return Unfit("utter_order_not_found", error.facts)
    tracking = turn.value("tracking_number")
    if not tracking:
        return None
    try:
        return Value(
            order_number_of(turn.session, tracking_number=tracking, customer_id=owner)
        )
    except ParcelNotFound as error:
        return Unfit("utter_parcel_not_found", error.facts)


def _mistyped_number(turn: Turn) -> str | None:
    """A number with too few or too many digits: unknown, and not to be passed over."""
    found = re.search(
        r"\bw ?(\d{4,12})(?!\d)", normalize("NFKC", turn.text), re.I | re.A
    )
    return f"#W{found[1]}" if found else None


def _by_place(turn: Turn, *, asked: bool) -> Reading:
    """ "The second one" of the list just shown; "my last order" is the newest."""
    place = turn.value("ordinal")
    if place is None:
        return None
    asking = turn.dialogue.asking
    offered = asking.choices if asked and asking else ()
    listed = offered or turn.dialogue.shown.orders
    if place == -1 and not offered:
        listed = tuple(order.id for order in _all(turn)[:1])
    if not listed or abs(place) > len(listed):
        return None
    return Value(listed[place if place < 0 else place - 1])


# What is to be done with an order describes no item: "cancel" is in "Noise-Cancelling".
_WISHES = re.compile(
    r"\b(?:cancel\w*|return\w*|exchang\w*|chang\w*|track\w*|refund\w*|orders?|parcels?"
    r"|packages?|status|deliver\w*|ship\w*|invoice|address|payment|item|items|product"
    r"|wait|need\w*|want\w*|please|no longer|mistake)\b"
    r"|取消|退货|换货|退款|订单|物流|包裹|快递|发票|地址|不需要了|不想要了|想要|商品|东西",
    re.IGNORECASE,
)


def without_wishes(text: str) -> str:
    """The words that can describe an item."""
    return _WISHES.sub(" ", text)


def order_of_task(turn: Turn, task: OpenTask) -> Order:
    """The order that the task is about, checked once more to be the customer's."""
    return own_order(
        turn.session,
        number=task.collected["order"],
        customer_id=turn.customer_id or "",
    )


def named_orders(turn: Turn) -> list[Order]:
    """The customer's orders whose items the words describe, best first."""
    return orders_with(
        _all(turn),
        words=without_wishes(turn.text),
        language=turn.language,
        rank=lambda words, texts: rank_texts(
            turn.services.searchers.embedder, words, texts
        ),
    )


def _by_content(turn: Turn, question: Question) -> Reading:
    orders = named_orders(turn)
    if not orders:
        return None
    preferred = _preferred(orders, question)
    if len(preferred or orders) == 1:
        return Value((preferred or orders)[0].id, certain=False)
    return Several(tuple(order.id for order in orders[:OFFERED]))


def _obvious(turn: Turn, question: Question) -> Reading:
    """The only order there is, or the only one in a state that makes sense."""
    orders = _all(turn)
    if not orders:
        raise NoOrders()
    likely = [order.id for order in _preferred(orders, question) or orders]
    focus = turn.dialogue.shown.order
    if focus in likely or (focus and refers_back(turn.text)):
        return Value(focus)
    return Value(likely[0]) if len(likely) == 1 else None


def refers_back(text: str) -> bool:
    """Whether the words point at what was talked of: "it", "that one", "这个"."""
    return bool(_BACK.search(text))


_BACK = re.compile(r"\b(?:it|its|that|this)\b|它|这个|那个|这单|那单|这笔|该订单", re.I)


def _likely(turn: Turn, question: Question) -> list[Order]:
    orders = _all(turn)
    preferred = _preferred(orders, question)
    return preferred or orders


def _preferred(orders: Sequence[Order], question: Question) -> list[Order]:
    prefer = question.options.get("prefer", ())
    return [order for order in orders if order.status in prefer]


def _all(turn: Turn) -> list[Order]:
    if turn.customer_id is None:
        return []
    try:
        return own_orders(turn.session, customer_id=turn.customer_id)
    except NoOrders:
        return []


def _among(turn: Turn, numbers: Sequence[str]) -> list[Order]:
    wanted = set(numbers)
    return [order for order in _all(turn) if order.id in wanted]
