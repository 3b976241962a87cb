"""The domain, actions, tasks, rules and training data speak of the same things."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.registry import all_actions
from actions.tasks.definition import EVERYWHERE, definitions
from knowledge import errors
from knowledge.conversations.errors import OtherCustomer
from knowledge.customers import errors as customers
from knowledge.orders import errors as orders
from knowledge.promotions import errors as promotions
from knowledge.shipments import errors as shipments
from knowledge.shipments.service import Condition

ROOT = Path(__file__).parents[2]
USUAL_STATUSES = ("pending", "processed", "shipped", "delivered", "cancelled")
CHINESE = re.compile("[\u4e00-\u9fff]")
# Only a frame: its words come from an article in the right language.
FRAMES = {"utter_answer", "utter_product"}


@cache
def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    return loaded


@cache
def rules() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in (ROOT / "data" / "rules").glob("*.yml"):
        for rule in yaml.safe_load(file.read_text("utf-8"))["rules"]:
            intent, action = rule["steps"][0]["intent"], rule["steps"][1]["action"]
            found[intent] = action
    return found


def intents_of_domain() -> set[str]:
    return {next(iter(i)) if isinstance(i, dict) else i for i in domain()["intents"]}


def intents_of_examples() -> set[str]:
    return {
        block["intent"]
        for file in (ROOT / "data" / "nlu").glob("*.yml")
        for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]
    }


def responses_in_code() -> set[str]:
    """Every literal ``utter_…`` of the actions, and the families built from a state."""
    source = "\n".join(
        file.read_text("utf-8") for file in (ROOT / "actions").rglob("*.py")
    )
    literal = set(re.findall(r'"(utter_[a-z_]+[a-z])"', source))
    asked = {
        response
        for definition in definitions().values()
        for question in (*definition.collect.values(), *EVERYWHERE.values())
        for response in (question.ask, question.explain)
        if response
    }
    return literal | asked


def errors_said_in_chat() -> set[str]:
    modules = (orders, shipments, customers, promotions)
    found = {
        error
        for module in modules
        for error in vars(module).values()
        if isinstance(error, type) and issubclass(error, errors.KnowledgeError)
    }
    bases = {errors.KnowledgeError, errors.NotFound, errors.NotAllowed}
    said = (found - bases) | {OtherCustomer}
    return {f"utter_{errors.code_of(error)}" for error in said}


def test_every_action_is_in_the_domain_and_the_other_way_round() -> None:
    assert {action.name() for action in all_actions()} == set(domain()["actions"])


def test_every_response_of_the_code_has_words() -> None:
    assert responses_in_code() - set(domain()["responses"]) == set()


def test_every_error_has_words() -> None:
    assert errors_said_in_chat() - set(domain()["responses"]) == set()


def test_every_parcel_condition_and_order_status_has_words() -> None:
    wanted = {f"utter_parcel_{condition}" for condition in Condition} | {
        f"utter_order_{status}"
        for status in [
            "pending",
            "processed",
            "shipped",
            "delivered",
            "cancelled",
            "status",
        ]
    }
    assert wanted - set(domain()["responses"]) == set()


def test_no_response_is_left_over() -> None:
    used = (
        responses_in_code()
        | errors_said_in_chat()
        | set(rules().values())
        | {r for r in domain()["responses"] if r.startswith("utter_parcel_")}
        | {r for r in domain()["responses"] if r.startswith("utter_order_")}
        | {"utter_no_cheaper", "utter_no_dearer"}
    )
    assert set(domain()["responses"]) - used == set()


@pytest.mark.parametrize("name", sorted(domain()["responses"]))
def test_a_response_says_the_same_in_both_languages(name: str) -> None:
    english: list[str] = []
    chinese: list[str] = []
    for variation in domain()["responses"][name]:
        zh = any(c["value"] == "zh" for c in variation.get("condition", []))
        (chinese if zh else english).append(variation["text"])
    assert english
    assert chinese
    facts = [set(re.findall(r"{(\w+)}", text)) for text in english + chinese]
    assert all(one == facts[0] for one in facts)
    if name not in FRAMES:
        assert all(CHINESE.search(text) for text in chinese)
        assert not any(CHINESE.search(text) for text in english)


def test_every_intent_has_examples_and_the_other_way_round() -> None:
    assert intents_of_examples() == intents_of_domain()


def test_every_intent_leads_somewhere() -> None:
    started = {intent for d in definitions().values() for intent in d.starts_with}
    assert intents_of_domain() - set(rules()) - started == set()
    assert set(rules()) & started == set()


def test_every_rule_names_something_that_exists() -> None:
    known = set(domain()["actions"]) | set(domain()["responses"])
    assert set(rules().values()) - known == set()
    assert set(rules()) - intents_of_domain() == {"nlu_fallback"}
