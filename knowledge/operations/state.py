"""Everything that an operation may depend on, read at one moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.catalogue.models import Variant
from knowledge.customers.errors import CustomerNotFound
from knowledge.customers.models import Address, Customer, PaymentMethod
from knowledge.operations import queries
from knowledge.operations.requests import (
    ChangeDefaultAddress,
    Operation,
    OrderOperation,
    SwapOperation,
)
from knowledge.operations.rulebook import RuleSet, rules_for
from knowledge.orders.errors import OrderNotFound
from knowledge.orders.models import Order, OrderLine
from knowledge.shipments.models import Shipment


@dataclass(frozen=True)
class Piece:
    """One piece of a line; a line of three bottles has three."""

    line: OrderLine

    @property
    def variant_id(self) -> str:
        """The variant that was bought."""
        return self.line.variant_id

    @property
    def price(self) -> int:
        """What was agreed for the piece."""
        return self.line.unit_price


@dataclass(frozen=True)
class State:
    """The customer, his order, the variants in play, and the shop's rules."""

    at: datetime
    customer: Customer
    rules: RuleSet
    settings: dict[str, int]
    nonce: int
    order: Order | None = None
    variants: dict[str, Variant] = field(default_factory=dict)
    parcels: tuple[Shipment, ...] = ()

    @property
    def subject(self) -> str:
        """What the operation is done to."""
        if self.order is not None:
            return f"order:{self.order.id}"
        return f"customer:{self.customer.id}"

    @property
    def the_order(self) -> Order:
        """The order, where the operation cannot be without one."""
        if self.order is None:
            raise TypeError("this operation is not about an order")
        return self.order

    def method(self, method_id: str) -> PaymentMethod | None:
        """The customer's payment method with this id."""
        methods = self.customer.payment_methods
        return next((each for each in methods if each.id == method_id), None)

    @property
    def default_address(self) -> Address | None:
        """Where the customer's parcels usually go."""
        places = self.customer.addresses
        return next((place for place in places if place.is_default), None)


def pieces_of(order: Order) -> list[Piece]:
    """Every piece of the order, line by line."""
    return [Piece(line) for line in order.lines for _ in range(line.quantity)]


def taken(order: Order, items: tuple[str, ...]) -> list[Piece]:
    """The piece that each mention means: the next of that variant not yet taken."""
    left = pieces_of(order)
    found = []
    for item in items:
        piece = next((each for each in left if each.variant_id == item), None)
        if piece is not None:
            left.remove(piece)
            found.append(piece)
    return found


def missing(order: Order, items: tuple[str, ...]) -> list[str]:
    """The items that are named more often than the order has them."""
    has = Counter(piece.variant_id for piece in pieces_of(order))
    return sorted(item for item, named in Counter(items).items() if named > has[item])


def state_for(
    session: Session,
    operation: Operation,
    *,
    customer_id: str | None,
    at: datetime,
    lock: bool = False,
) -> State:
    """What the operation is about; raises OrderNotFound, CustomerNotFound.

    With ``customer_id`` only that customer's things exist.
    """
    if isinstance(operation, ChangeDefaultAddress):
        return _account(session, operation.customer_id, customer_id, at, lock=lock)
    if not isinstance(operation, OrderOperation):
        raise TypeError(f"{operation.name} is about nothing that we know")
    order = _own_order(session, operation.order_id, customer_id, lock=lock)
    ids = {line.variant_id for line in order.lines}
    if isinstance(operation, SwapOperation):
        ids |= set(operation.new_items)
    return order_state(session, order, at=at, variant_ids=ids, lock=lock)


def order_state(
    session: Session,
    order: Order,
    *,
    at: datetime,
    variant_ids: set[str] | None = None,
    lock: bool = False,
) -> State:
    """The order with everything that its rules may ask for."""
    owner = queries.customer(session, order.customer_id, lock=False)
    if owner is None:
        raise CustomerNotFound(id=order.customer_id)
    rules = rules_for(order.source)
    ids = variant_ids or {line.variant_id for line in order.lines}
    return State(
        at=at,
        customer=owner,
        rules=rules,
        settings=_settings(session, rules),
        nonce=queries.carried_out(session, f"order:{order.id}"),
        order=order,
        variants=queries.variants(session, ids, lock=lock),
        parcels=tuple(queries.parcels(session, order.id)),
    )


def _own_order(
    session: Session, number: str, customer_id: str | None, *, lock: bool
) -> Order:
    owner = queries.owner_of_order(session, number)
    if owner is None or customer_id not in {None, owner}:
        raise OrderNotFound(number=number)
    # The customer first: gift cards are shared by all of his orders.
    queries.customer(session, owner, lock=lock)
    order = queries.order(session, number, lock=lock)
    if order is None:
        raise OrderNotFound(number=number)
    return order


def _account(
    session: Session, wanted: str, customer_id: str | None, at: datetime, *, lock: bool
) -> State:
    owner = queries.customer(session, wanted, lock=lock)
    if owner is None or customer_id not in {None, wanted}:
        raise CustomerNotFound(id=wanted)
    rules = rules_for(owner.source)
    return State(
        at=at,
        customer=owner,
        rules=rules,
        settings=_settings(session, rules),
        nonce=queries.carried_out(session, f"customer:{wanted}"),
    )


def _settings(session: Session, rules: RuleSet) -> dict[str, int]:
    if not rules.settings:
        return {}
    keys = {setting.fact for setting in rules.settings.values()}
    known = queries.numbers_of_facts(session, keys)
    return {
        name: known.get(setting.fact, setting.default)
        for name, setting in rules.settings.items()
    }
