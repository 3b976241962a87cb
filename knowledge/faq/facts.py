"""The shop's structured facts, written out in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from knowledge.database.base import in_language
from knowledge.faq.models import ShopFact
from knowledge.faq.queries import shop_facts
from knowledge.words import money

_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def fill_facts(session: Session, text: str, language: str) -> str:
    """The text with each ``{{key}}`` replaced by the fact of today."""
    if "{{" not in text:
        return text
    facts = {fact.key: fact for fact in shop_facts(session)}
    return filled(text, facts, language)


def filled(text: str, facts: Mapping[str, ShopFact], language: str) -> str:
    """As :func:`fill_facts`, with the facts at hand; unknown keys show as the key."""

    def _value(place: re.Match[str]) -> str:
        fact = facts.get(place[1])
        return render_fact(fact, language) if fact else place[1].replace("_", " ")

    return _PLACE.sub(_value, text)


def render_fact(fact: ShopFact, language: str) -> str:
    """A fact as people of the language write it: "$4.99", "30 days", "30 天"."""
    value: Any = fact.value
    if fact.kind == "money" and isinstance(value, dict):
        return money(int(value["minor"]), str(value.get("currency", "USD")))
    if fact.kind == "days":
        return _days(value, language)
    if fact.kind == "hours" and isinstance(value, dict):
        return _hours(value, language)
    if isinstance(value, dict):
        return in_language(value, language)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _days(value: Any, language: str) -> str:
    if language == "zh":
        return f"{value} 天"
    return f"{value} day" if value == 1 else f"{value} days"


def _hours(value: Mapping[str, Any], language: str) -> str:
    days = in_language(value.get("days"), language)
    zone = in_language(value.get("zone"), language)
    times = f"{value.get('opens', '')}–{value.get('closes', '')}"
    if language == "zh":
        return f"{days} {times}" + (f"（{zone}）" if zone else "")
    return f"{days}, {times}" + (f" ({zone})" if zone else "")
