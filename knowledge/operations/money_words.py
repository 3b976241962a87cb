"""What is said about the money of an operation."""

from __future__ import annotations

from knowledge.database.base import in_language
from knowledge.operations.naming import method_name
from knowledge.operations.phrases import phrase
from knowledge.operations.requests import ClaimPriceProtection, Operation
from knowledge.operations.state import State
from knowledge.operations.terms import Movement, Terms
from knowledge.words import money


def money_facts(
    state: State, operation: Operation, terms: Terms, language: str
) -> dict[str, str]:
    """The sentences on payments, refunds and fees, and the largest amount."""
    amounts = [each.amount for each in terms.movements]
    sentences = [
        _movement(state, operation, each, language)
        for each in terms.movements
        if each.amount
    ]
    if not sentences and terms.movements:
        sentences = [phrase("money", "nothing", language)]
    fees = [
        phrase("fee", name, language, amount=money(amount, currency_of(state)))
        for name, amount in terms.fees.items()
    ]
    space = "" if language == "zh" else " "
    return {
        "money": space.join(sentences),
        "fee": "".join(f"{space}{each}" for each in fees),
        "amount": money(max(amounts, default=0), currency_of(state)),
    }


def _movement(
    state: State, operation: Operation, movement: Movement, language: str
) -> str:
    method = state.method(movement.payment_method_id)
    return phrase(
        "money",
        _manner(
            operation, movement, gift=method is not None and method.balance is not None
        ),
        language,
        amount=money(movement.amount, currency_of(state)),
        method=method_name(method, language),
        refund_time=in_language(state.rules.refund_time, language),
    )


def _manner(operation: Operation, movement: Movement, *, gift: bool) -> str:
    if movement.kind == "payment":
        return "payment_now" if movement.now else "payment_later"
    if isinstance(operation, ClaimPriceProtection):
        return "refund_claimed"
    if not movement.now:
        return "refund_later"
    return "refund_gift_card" if gift else "refund_now"


def currency_of(state: State) -> str:
    """The currency of the order."""
    return state.order.currency if state.order else "USD"
