"""Turns what the business refuses into the response that says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from actions.reply import Reply, say
from knowledge.errors import KnowledgeError
from knowledge.words import day, joined, label


def apologise(error: KnowledgeError, language: str) -> Reply:
    """``OrderNotFound(number=…)`` is said as ``utter_order_not_found``."""
    facts = {name: _shown(name, fact, language) for name, fact in error.facts.items()}
    return say(f"utter_{error.code}", **facts)


def _shown(name: str, fact: Any, language: str) -> Any:
    if isinstance(fact, datetime):
        return day(fact, language)
    if name == "status":
        return label("order_status", fact, language)
    if name == "tiers":
        return joined([label("tier", tier, language) for tier in fact], language)
    return fact
