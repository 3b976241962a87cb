"""Kinds of things that a task asks for; each knows how to read an answer."""

from __future__ import annotations

from actions.kinds.address import AddressKind
from actions.kinds.identity import Identity
from actions.kinds.kind import AnswerKind
from actions.kinds.order import OrderChoice
from actions.kinds.order_facts import ItemsKind, PaymentKind, ReasonKind
from actions.kinds.plain import Choice, Confirmation, Contact, FreeText, Rating
from actions.kinds.swaps import SwapsKind

KINDS: dict[str, AnswerKind] = {
    "identity": Identity(),
    "order": OrderChoice(),
    "confirmation": Confirmation(),
    "text": FreeText(),
    "contact": Contact(),
    "rating": Rating(),
    "choice": Choice(),
    "reason": ReasonKind(),
    "items": ItemsKind(),
    "payment": PaymentKind(),
    "swaps": SwapsKind(),
    "address": AddressKind(),
}

__all__ = ["KINDS"]
