"""Refusals, previews and outcomes as people read them.

The facts are strings, and all of them are there for every sentence, so that the same
words serve the chat's responses, the console and HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time

from knowledge.operations.errors import Alternative, Refusal
from knowledge.operations.facts import Facts
from knowledge.operations.lawful import lawful_methods
from knowledge.operations.money_words import currency_of, money_facts
from knowledge.operations.naming import (
    address_lines,
    all_items,
    item_names,
    method_name,
    methods_text,
    swaps_text,
    variant_names,
)
from knowledge.operations.phrases import phrase
from knowledge.operations.preview import Preview
from knowledge.operations.requests import (
    ItemOperation,
    Operation,
    ReportProblem,
    RequestInvoice,
    SwapOperation,
)
from knowledge.operations.state import State
from knowledge.words import day, joined, label, money

# Every fact that a sentence may name; what does not apply is empty.
NAMES = (
    *("number", "status", "country", "items", "all_items", "wrong_items", "swaps"),
    *("began", "until", "days", "reasons", "problem", "wish", "title"),
    *("method", "methods", "balance", "amount", "money", "fee"),
    *("missing", "address", "address_line"),
)


def refusal_sentence(refusal: Refusal, language: str) -> str:
    """The rule, since when, and what it depends on."""
    return phrase("refused", refusal.rule, language, **refusal_facts(refusal, language))


def preview_sentence(preview: Preview, language: str) -> str:
    """What would happen, as a question."""
    facts = preview_facts(preview, language)
    return phrase("preview", preview.operation.name, language, **facts)


def done_sentence(operation: str, facts: Mapping[str, str], language: str) -> str:
    """What has happened; ``facts`` are the outcome's words in the language."""
    return phrase("done", operation, language, **facts)


def broken_sentence(state: State, rule: str, facts: Facts, language: str) -> str:
    """Why an operation that nobody has asked for yet would be refused."""
    return phrase("refused", rule, language, **_facts(state, None, facts, language))


def refusal_facts(refusal: Refusal, language: str) -> dict[str, str]:
    """What ``utter_refused_<rule>`` may name."""
    words = _facts(refusal.state, refusal.request, refusal.facts, language)
    if hasattr(refusal.request, "payment_method_id"):
        words["methods"] = _methods(refusal.state, refusal.request, language)
    return words


def preview_facts(preview: Preview, language: str) -> dict[str, str]:
    """What ``utter_preview_<operation>`` and ``utter_done_<operation>`` may name."""
    state = preview.state
    return {
        **_facts(state, preview.operation, preview.facts, language),
        **money_facts(state, preview.operation, preview.terms, language),
    }


def alternative_title(alternative: Alternative, language: str) -> str:
    """A button's words: "Return it"."""
    return phrase("instead", alternative.operation, language)


def reason_title(reason: str, language: str) -> str:
    """A reason as a customer says it."""
    return phrase("reason", reason, language)


def _facts(
    state: State, operation: Operation | None, facts: Facts, language: str
) -> dict[str, str]:
    words = dict.fromkeys(NAMES, "")
    if state.order is not None:
        words |= {
            "number": state.order.id,
            "status": label("order_status", state.order.status, language),
            "country": state.order.address.get("country", ""),
            "all_items": all_items(state, language),
            "items": all_items(state, language),
        }
    words |= {
        "began": _day(facts.get("window_began"), language),
        "until": _day(facts.get("window_ends"), language),
        "days": str(facts.get("window_length", "")),
        "balance": money(facts.get("gift_balance", 0), currency_of(state)),
        "amount": money(facts.get("amount_due", 0), currency_of(state)),
        "missing": _listed("part", facts.get("address_missing", ()), language),
    }
    if operation is not None:
        words |= _asked(state, operation, facts, language)
    return words


def _asked(
    state: State, operation: Operation, facts: Facts, language: str
) -> dict[str, str]:
    """What the operation's own arguments say."""
    rules = state.rules.operations[operation.name]
    words = {"reasons": _listed("reason", rules.reasons, language)}
    if isinstance(operation, ItemOperation) and not facts.get("items_missing"):
        named = item_names(state, operation.items, language)
        if named:
            words["items"] = named
    if isinstance(operation, SwapOperation):
        words["swaps"] = swaps_text(state, operation, language)
        words["wrong_items"] = variant_names(state, _wrong(facts), language)
    method_id: str | None = getattr(operation, "payment_method_id", None)
    if method_id is not None:
        words["method"] = method_name(state.method(method_id), language)
    if isinstance(operation, ReportProblem):
        words["problem"] = phrase("reason", operation.problem, language)
        words["wish"] = phrase("wish", operation.wish, language)
    if isinstance(operation, RequestInvoice):
        words["title"] = operation.title
    place: dict[str, str] | None = getattr(operation, "address", None)
    if place is not None:
        lines = address_lines(place, language)
        words |= {"address": "\n".join(lines), "address_line": joined(lines, language)}
    return words


def _methods(state: State, operation: Operation, language: str) -> str:
    """The methods that would do; all of them, where none would."""
    lawful = lawful_methods(state, operation)
    choice = [each for each in state.customer.payment_methods if each.id in lawful]
    return methods_text(choice or state.customer.payment_methods, language)


def _wrong(facts: Facts) -> list[str]:
    """The new items that a rule is about."""
    for name in ("items_of_other_products", "items_unchanged", "items_unavailable"):
        if facts.get(name):
            return list(facts[name])
    return []


def _listed(group: str, keys: Iterable[str], language: str) -> str:
    return joined([phrase(group, key, language) for key in keys], language)


def _day(moment: date | None, language: str) -> str:
    if moment is None:
        return ""
    return day(datetime.combine(moment, time(), UTC), language)
