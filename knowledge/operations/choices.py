"""What a customer can choose from while an operation is being put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.catalogue.models import Variant
from knowledge.catalogue.options import option_words
from knowledge.database.base import in_language
from knowledge.operations import queries
from knowledge.operations.facts import is_offered
from knowledge.operations.naming import line_name, method_name
from knowledge.operations.rulebook import RuleSet, rules_for
from knowledge.operations.words import reason_title
from knowledge.orders.models import Order, OrderLine

# Where money may go back to, beside what was paid with.
_ANYWHERE = "gift_card"


@dataclass(frozen=True)
class ItemChoice:
    """A kind of item in an order; ``quantity`` pieces of it."""

    variant_id: str
    product_id: str
    title: str  # with the options
    name: str
    options: str
    unit_price: int
    quantity: int


@dataclass(frozen=True)
class Choice:
    """A value and its words."""

    value: str
    title: str


@dataclass(frozen=True)
class MethodChoice:
    """A payment method; ``fits``: it can pay, or take back, what it is asked for."""

    id: str
    title: str
    kind: str
    balance: int | None
    fits: bool


def rules_of(order: Order) -> RuleSet:
    """The rules of the shop that the order was placed in."""
    return rules_for(order.source)


def items_of(order: Order, language: str) -> list[ItemChoice]:
    """The kinds of items in the order, in its order."""
    counted: Counter[str] = Counter()
    first: dict[str, OrderLine] = {}
    for line in order.lines:
        counted[line.variant_id] += line.quantity
        first.setdefault(line.variant_id, line)
    return [
        ItemChoice(
            variant_id=variant_id,
            product_id=line.product_id,
            title=line_name(line, language),
            name=in_language(line.name, language),
            options=option_words(line.options, language),
            unit_price=line.unit_price,
            quantity=counted[variant_id],
        )
        for variant_id, line in first.items()
    ]


def reasons(order: Order, operation: str, language: str) -> list[Choice]:
    """The reasons that the shop accepts; none when it does not ask."""
    rules = rules_of(order).operations.get(operation)
    accepted = rules.reasons if rules else ()
    return [Choice(each, reason_title(each, language)) for each in accepted]


def payment_methods(
    session: Session, order: Order, operation: str, language: str, *, amount: int = 0
) -> list[MethodChoice]:
    """The customer's payment methods, the likeliest first.

    ``amount`` (smallest unit) is what would have to be paid; below zero, paid back.
    """
    owner = queries.customer(session, order.customer_id, lock=False)
    original = order.payments[0].payment_method_id if order.payments else None
    choices = []
    for method in owner.payment_methods if owner else ():
        fits = method.balance is None or method.balance >= amount
        if operation == "return_items":
            fits = method.id == original or method.kind == _ANYWHERE
        if operation == "change_payment":
            fits = fits and method.id != original
        title = method_name(method, language)
        choices.append(
            MethodChoice(method.id, title, method.kind, method.balance, fits)
        )
    return sorted(choices, key=lambda each: (not each.fits, each.id != original))


def variants_for(
    session: Session, product_id: str, *, offered_only: bool = False
) -> list[Variant]:
    """The variants of a product, in its order."""
    found = queries.variants_of_product(session, product_id)
    return [each for each in found if not offered_only or is_offered(each)]
