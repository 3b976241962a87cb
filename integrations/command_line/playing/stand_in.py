"""A copy of a customer for one conversation, which may change the orders at will.

Files name the customer's own e-mail, order and tracking numbers; what is said and
heard is translated, so that a file can be played again and again, beside others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import randbelow, token_hex
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from integrations.command_line.playing import queries
from integrations.command_line.playing.customer import Entry
from integrations.command_line.playing.errors import CannotSignIn
from knowledge.customers.models import Customer
from knowledge.database.base import Base
from knowledge.database.session import Database
from knowledge.orders.models import Order
from knowledge.shipments.models import Shipment

Row = TypeVar("Row", bound=Base)


@dataclass
class StandIn:
    """Who plays for whom, and which words stand for which."""

    customer_id: str
    names: dict[str, str] = field(default_factory=dict)  # the customer's → the copy's

    @classmethod
    def nobody(cls) -> StandIn:
        """Where the customer plays himself."""
        return cls("")

    def name(self, own: str) -> str:
        """The copy's number, e-mail or id for the customer's."""
        return self.names.get(own, own)

    def original(self, theirs: str) -> str:
        """What the file calls it."""
        return _replaced(theirs, self._back)

    def said(self, words: str) -> str:
        """What the copy types where the file has the customer's words."""
        return _replaced(words, self.names)

    def heard(self, entries: list[Entry]) -> list[Entry]:
        """What the customer would have read."""
        read: list[Entry] = json.loads(
            self.original(json.dumps(entries, ensure_ascii=False))
        )
        return read

    @property
    def _back(self) -> dict[str, str]:
        return {theirs: own for own, theirs in self.names.items()}


@contextmanager
def standing_in(database: Database, customer_id: str) -> Iterator[StandIn]:
    """Make the copy, and forget it and its orders afterwards."""
    with database.writing() as session:
        copy = _copied_customer(session, customer_id)
    try:
        yield copy
    finally:
        with database.writing() as session:
            queries.forget(session, copy.customer_id)


def _copied_customer(session: Session, customer_id: str) -> StandIn:
    original = queries.customer(session, customer_id)
    if original is None:
        raise CannotSignIn(f"There is no customer {customer_id} to make a copy of.")
    mark = token_hex(4)
    copy = StandIn(f"{customer_id}_{mark}")
    copy.names = {
        customer_id: copy.customer_id,
        original.email: f"{mark}.{original.email}",
    }
    methods = {method.id: f"{method.id}_{mark}" for method in original.payment_methods}
    session.add(_person(original, copy, methods))
    session.flush()
    for order in queries.orders_of(session, customer_id):
        session.add(_order(order, copy, methods))
        session.flush()
        session.add_all(
            _parcel(parcel, copy, order.id)
            for parcel in queries.parcels_of(session, order.id)
        )
    return copy


def _person(original: Customer, copy: StandIn, methods: dict[str, str]) -> Customer:
    email = copy.names[original.email]
    return _like(
        original,
        id=copy.customer_id,
        email=email,
        addresses=[_like(address, id=None) for address in original.addresses],
        payment_methods=[
            _like(method, id=methods[method.id]) for method in original.payment_methods
        ],
    )


def _order(order: Order, copy: StandIn, methods: dict[str, str]) -> Order:
    number = f"#W9{randbelow(10**6):06}"
    copy.names[order.id] = number
    copy.names[order.id.removeprefix("#")] = number.removeprefix("#")
    return _like(
        order,
        id=number,
        customer_id=copy.customer_id,
        lines=[_like(line, id=None, order_id=number) for line in order.lines],
        payments=[
            _like(
                payment,
                id=None,
                order_id=number,
                payment_method_id=methods.get(
                    payment.payment_method_id, payment.payment_method_id
                ),
            )
            for payment in order.payments
        ],
    )


def _parcel(parcel: Shipment, copy: StandIn, number: str) -> Shipment:
    tracking = re.sub(r"\d", lambda _: str(randbelow(10)), parcel.tracking_number)
    copy.names[parcel.tracking_number] = tracking
    return _like(
        parcel,
        id=None,
        order_id=copy.names[number],
        tracking_number=tracking,
        events=[_like(event, id=None, shipment_id=None) for event in parcel.events],
    )


def _like(row: Row, **different: Any) -> Row:
    """A new row with the same columns, but for those given."""
    same = {
        attribute.key: getattr(row, attribute.key)
        for attribute in inspect(type(row)).column_attrs
    }
    return type(row)(**{**same, **different})


def _replaced(words: str, names: dict[str, str]) -> str:
    for ours in sorted(names, key=len, reverse=True):
        words = words.replace(ours, names[ours])
    return words
