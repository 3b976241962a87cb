"""While a question is open the message goes to its task, and after that one waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policies.open_task import ASK_AGAIN, CONTINUE, OTHERWISE, OpenTaskPolicy

DOMAIN = Domain.from_yaml(
    f"""
version: "3.1"
intents: [inform, request_human]
actions: [{CONTINUE}, {ASK_AGAIN}, action_start_task]
slots:
  dialogue: {{type: any, influence_conversation: false, mappings: [{{type: custom}}]}}
"""
)
OPEN = {"asking": {"question": "order"}, "tasks": [{"name": "cancel_order"}]}


@pytest.fixture
def policy(tmp_path: Path) -> OpenTaskPolicy:
    config = {
        **OpenTaskPolicy.get_default_config(),
        "always_by_rule": ["request_human"],
    }
    storage = LocalModelStorage(tmp_path)
    context = ExecutionContext(GraphSchema({}))
    return OpenTaskPolicy.load(config, storage, Resource("policy"), context)


def _choice(policy: OpenTaskPolicy, *events: Event) -> tuple[str, float]:
    tracker = DialogueStateTracker.from_events("c1", list(events), DOMAIN.slots)
    scores = policy.predict_action_probabilities(tracker, DOMAIN).probabilities
    best = max(range(len(scores)), key=scores.__getitem__)
    return (DOMAIN.action_names_or_texts[best] if scores[best] else "", scores[best])


def _said(intent: str, dialogue: dict[str, Any] | None) -> list[Event]:
    return [
        SlotSet("dialogue", dialogue),
        ActionExecuted("action_listen"),
        UserUttered("text", {"name": intent}),
    ]


def test_an_open_question_gets_the_message(policy: OpenTaskPolicy) -> None:
    assert _choice(policy, *_said("inform", OPEN)) == (CONTINUE, 1.0)


@pytest.mark.parametrize("dialogue", [None, {}, {"asking": None, "tasks": []}])
def test_without_a_question_the_rules_decide(
    policy: OpenTaskPolicy, dialogue: dict[str, Any] | None
) -> None:
    assert _choice(policy, *_said("inform", dialogue)) == ("", 0.0)


def test_some_wishes_are_the_rules_even_then(policy: OpenTaskPolicy) -> None:
    assert _choice(policy, *_said("request_human", OPEN)) == ("", 0.0)


def test_after_an_action_one_waits_unless_a_rule_goes_on(
    policy: OpenTaskPolicy,
) -> None:
    events = [*_said("inform", None), ActionExecuted("action_start_task")]
    assert _choice(policy, *events) == ("action_listen", OTHERWISE)
