"""The operations: what somebody asks to be done, as values.

``items`` are variant ids as the order holds them, one mention for each piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, ClassVar

PLACE = ("line1", "line2", "city", "state", "country", "postal_code")


@dataclass(frozen=True, kw_only=True)
class Operation:
    """Something to be done to an order or an account."""

    name: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class OrderOperation(Operation):
    """Something to be done to one order."""

    order_id: str


@dataclass(frozen=True, kw_only=True)
class CancelOrder(OrderOperation):
    """The whole order is not wanted any more."""

    name: ClassVar[str] = "cancel"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeAddress(OrderOperation):
    """The order goes somewhere else."""

    name: ClassVar[str] = "change_address"
    address: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ChangePayment(OrderOperation):
    """The order is paid in another way."""

    name: ClassVar[str] = "change_payment"
    payment_method_id: str


@dataclass(frozen=True, kw_only=True)
class ItemOperation(OrderOperation):
    """Something to be done to some pieces of an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SwapOperation(ItemOperation):
    """Pieces become other variants of the same product, pair by pair."""

    new_items: tuple[str, ...]
    payment_method_id: str


@dataclass(frozen=True, kw_only=True)
class ChangeItems(SwapOperation):
    """Before the order is sent, pieces become other variants."""

    name: ClassVar[str] = "change_items"


@dataclass(frozen=True, kw_only=True)
class ExchangeItems(SwapOperation):
    """After the order has arrived, pieces are swapped for other variants."""

    name: ClassVar[str] = "exchange_items"


@dataclass(frozen=True, kw_only=True)
class ReturnItems(ItemOperation):
    """Pieces go back for their money."""

    name: ClassVar[str] = "return_items"
    payment_method_id: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimPriceProtection(OrderOperation):
    """The price fell after the order; the difference is asked for."""

    name: ClassVar[str] = "price_protection"


@dataclass(frozen=True, kw_only=True)
class RequestInvoice(OrderOperation):
    """An invoice in somebody's name."""

    name: ClassVar[str] = "invoice"
    title: str
    tax_number: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportProblem(ItemOperation):
    """Pieces are damaged, wrong, missing or faulty; a remedy is wished for."""

    name: ClassVar[str] = "report_problem"
    problem: str  # damaged | wrong | missing | faulty
    wish: str  # replacement | refund | repair
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeDefaultAddress(Operation):
    """Future orders go somewhere else."""

    name: ClassVar[str] = "change_default_address"
    customer_id: str
    address: dict[str, str]


OPERATIONS: Mapping[str, type[Operation]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            CancelOrder,
            ChangeAddress,
            ChangeItems,
            ChangePayment,
            ReturnItems,
            ExchangeItems,
            ClaimPriceProtection,
            RequestInvoice,
            ReportProblem,
            ChangeDefaultAddress,
        )
    }
)


def to_json(operation: Operation) -> dict[str, Any]:
    """The operation as JSON, for a slot or for a hash."""
    values = {each.name: getattr(operation, each.name) for each in fields(operation)}
    plain = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
    return {"name": operation.name, **plain}


def from_json(stored: Mapping[str, Any]) -> Operation:
    """The operation again; raises KeyError or TypeError for what is none."""
    kind = OPERATIONS[stored["name"]]
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name != "name"
    }
    return kind(**values)
