"""Carries out what a preview says. Only :mod:`service` calls it, after the yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy.orm import Session

from knowledge.customers.models import Address
from knowledge.operations import queries
from knowledge.operations.preview import Preview
from knowledge.operations.requests import (
    PLACE,
    CancelOrder,
    ChangeAddress,
    ChangeDefaultAddress,
    ChangeItems,
    ExchangeItems,
    Operation,
)
from knowledge.operations.state import State, pieces_of, taken
from knowledge.operations.terms import Movement
from knowledge.orders.models import Order, OrderLine, OrderPayment


def apply(session: Session, preview: Preview) -> None:
    """Change the order, the account, the money and the stock."""
    state = preview.state
    _change(session, state, preview.operation)
    for movement in preview.movements:
        if movement.now:
            _book(state, movement)
    if state.order is not None:
        _keep(preview, state.order)
    session.flush()


def _change(session: Session, state: State, operation: Operation) -> None:
    match operation:
        case ChangeDefaultAddress(address=address):
            _move_home(state, address)
        case ChangeAddress(address=address):
            state.the_order.address = _place(address)
        case ChangeItems(items=items, new_items=new_items):
            _stock(session, state, back=items, out=new_items)
            _swap(state, items, new_items)
        case ExchangeItems(new_items=new_items):
            # Set aside for him; the old ones are counted when they have come back.
            _stock(session, state, back=(), out=new_items)
        case CancelOrder():
            order = state.the_order
            back = [piece.variant_id for piece in pieces_of(order)]
            _stock(session, state, back=back, out=())


def _keep(preview: Preview, order: Order) -> None:
    terms = preview.terms
    if terms.status is not None:
        order.status = terms.status
    details = {**order.details, **terms.details}
    if terms.request is not None:
        details["requests"] = [*details.get("requests", ()), terms.request]
    if details != order.details:
        order.details = details


def _book(state: State, movement: Movement) -> None:
    order = state.the_order
    last = max((entry.position for entry in order.payments), default=-1)
    order.payments.append(
        OrderPayment(
            position=last + 1,
            kind=movement.kind,
            amount=movement.amount,
            payment_method_id=movement.payment_method_id,
            at=state.at,
        )
    )
    method = state.method(movement.payment_method_id)
    if method is not None and method.balance is not None:
        sign = 1 if movement.kind == "refund" else -1
        method.balance += sign * movement.amount


def _swap(state: State, items: tuple[str, ...], new_items: tuple[str, ...]) -> None:
    order = state.the_order
    pieces = taken(order, items)
    wanted: dict[int, list[str]] = {}
    for piece, new in zip(pieces, new_items, strict=True):
        wanted.setdefault(piece.line.position, []).append(new)
    lines = {line.position: line for line in order.lines}
    for position, variants in wanted.items():
        _swap_line(state, lines[position], Counter(variants))


def _swap_line(state: State, line: OrderLine, wanted: Counter[str]) -> None:
    """A line of one piece changes; of several, each new variant gets its own line."""
    kept = line.quantity - wanted.total()
    line.quantity = kept
    for variant_id, quantity in wanted.items():
        if line.quantity == 0:
            _become(state, line, variant_id, quantity)
        else:
            fresh = _copy(line, position=_next_position(state.the_order))
            _become(state, fresh, variant_id, quantity)
            state.the_order.lines.append(fresh)


def _become(state: State, line: OrderLine, variant_id: str, quantity: int) -> None:
    variant = state.variants[variant_id]
    line.variant_id = variant.id
    line.unit_price = variant.price
    line.options = dict(variant.options)
    line.quantity = quantity


def _copy(line: OrderLine, *, position: int) -> OrderLine:
    return OrderLine(position=position, product_id=line.product_id, name=line.name)


def _next_position(order: Order) -> int:
    return max(line.position for line in order.lines) + 1


def _stock(
    session: Session, state: State, *, back: Iterable[str], out: Iterable[str]
) -> None:
    """Count pieces in and out, where the shop counts."""
    moved = Counter(back)
    moved.subtract(Counter(out))
    products = set()
    for variant_id, by in moved.items():
        variant = state.variants.get(variant_id)
        if by and variant is not None and variant.stock is not None:
            variant.stock += by
            products.add(variant.product_id)
    if products:
        queries.touch_products(session, products, state.at)


def _move_home(state: State, address: dict[str, str]) -> None:
    home = state.default_address
    if home is None:
        home = Address(is_default=True)
        state.customer.addresses.append(home)
    for part, value in _place(address).items():
        setattr(home, part, value)


def _place(address: dict[str, str]) -> dict[str, str]:
    return {part: address.get(part, "") for part in PLACE}
