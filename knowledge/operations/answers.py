"""What a tool answers: its result, or the rule that says no and what is lawful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.customers.errors import CustomerNotFound, NotIdentified
from knowledge.errors import KnowledgeError
from knowledge.operations.arithmetic import NotASum
from knowledge.operations.errors import Refusal
from knowledge.operations.phrases import phrase
from knowledge.operations.tools import Call, ProductNotFound, use
from knowledge.operations.words import refusal_sentence
from knowledge.orders.errors import OrderNotFound

# What is not there is refused by a rule too: that it has to be known.
_RULES: Mapping[type[KnowledgeError], str] = {
    OrderNotFound: "order_known",
    CustomerNotFound: "customer_known",
    NotIdentified: "customer_known",
    ProductNotFound: "product_known",
    NotASum: "sum_of_numbers",
}


@dataclass(frozen=True)
class RefusalAnswer:
    """Which rule, in words, and what is lawful instead."""

    rule: str
    sentence: str
    alternatives: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Answer:
    """``ok`` with a result, or a refusal."""

    ok: bool
    result: Any = None
    refusal: RefusalAnswer | None = field(default=None)


def answer(
    call: Call, name: str, arguments: Mapping[str, Any], *, language: str
) -> Answer:
    """Use the tool. Raises ToolNotFound, ArgumentsInvalid: mistakes of the caller's."""
    try:
        return Answer(True, use(call, name, arguments))
    except Refusal as refusal:
        return Answer(False, refusal=refused(refusal, language))
    except KnowledgeError as error:
        rule = _RULES.get(type(error))
        if rule is None:
            raise
        sentence = phrase("refused", rule, language, **error.facts)
        return Answer(False, refusal=RefusalAnswer(rule, sentence))


def refused(refusal: Refusal, language: str) -> RefusalAnswer:
    """The refusal as programs and people read it."""
    alternatives = tuple(
        {
            "operation": each.operation,
            "title": phrase("instead", each.operation, language),
            "field": each.field,
            "values": list(each.values),
        }
        for each in refusal.alternatives
    )
    return RefusalAnswer(
        refusal.rule, refusal_sentence(refusal, language), alternatives
    )
