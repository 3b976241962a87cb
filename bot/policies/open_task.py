"""While a question is open, the next message goes to the task that asked it."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecutionRejected,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

CONTINUE = "action_continue_task"
ASK_AGAIN = "action_ask_again"
SURE = 1.0  # with a higher priority than RulePolicy, this wins over its rules
# Above RulePolicy's fallback (0.3) and below its rules (1.0): after an action that
# no rule speaks of, wait for the customer.
OTHERWISE = 0.5


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class OpenTaskPolicy(Policy):
    """Reads the slot ``dialogue`` that the actions keep; learns nothing.

    One policy in place of a form per task: tasks are data (see docs/decisions), so
    rules need not multiply with them.
    """

    @staticmethod
    def supported_data() -> SupportedData:
        """Trained on nothing, so either kind of data will do."""
        return SupportedData.ML_AND_RULE_DATA

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``always_by_rule``: intents that a rule answers even mid-task."""
        return {"priority": 10, "always_by_rule": []}

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,  # noqa: ARG003  Rasa's signature
    ) -> OpenTaskPolicy:
        """The same as a new one."""
        return cls(config, model_storage, resource, execution_context)

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Keep nothing but the place of this policy in the model."""
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "nothing").touch()
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Choose the task's action, waiting, or nothing."""
        scores = self._default_predictions(domain)
        name, confidence = self._choice(tracker)
        if name in domain.action_names_or_texts:
            scores[domain.index_for_action(name)] = confidence
        return self._prediction(scores)

    def _choice(self, tracker: DialogueStateTracker) -> tuple[str, float]:
        this_turn, before = _since_the_message(tracker)
        # The action server rejects a message that answers something else.
        interrupted = any(isinstance(e, ActionExecutionRejected) for e in this_turn)
        if tracker.latest_action_name == ACTION_LISTEN_NAME:
            answers = self._is_answer(tracker) and not interrupted
            return (CONTINUE, SURE) if answers else ("", 0.0)
        now = tracker.get_slot("dialogue")
        waits = interrupted and _open(before) == _open(now)
        # Whatever the actions do, a turn asks again at most once, or it never ends.
        asked = tracker.latest_action_name == ASK_AGAIN
        if waits and not asked and not now["asking"].get("again"):
            return ASK_AGAIN, SURE
        return ACTION_LISTEN_NAME, OTHERWISE

    def _is_answer(self, tracker: DialogueStateTracker) -> bool:
        message = tracker.latest_message
        intent = message.intent.get("name") if message else None
        asking = _open(tracker.get_slot("dialogue"))
        return asking is not None and intent not in self._by_rule

    @property
    def _by_rule(self) -> list[str]:
        return list(self.config.get("always_by_rule") or [])


def _since_the_message(
    tracker: DialogueStateTracker,
) -> tuple[list[Event], dict[str, Any] | None]:
    """The events after the customer's latest message, and the dialogue before it."""
    after: list[Event] = []
    said = False
    for event in reversed(tracker.events):
        if not said:
            said = isinstance(event, UserUttered)
            after.append(event)
        elif isinstance(event, SlotSet) and event.key == "dialogue":
            return after, event.value
    return after, None


def _open(dialogue: dict[str, Any] | None) -> tuple[str, str] | None:
    """The open question, by its task and name; None when there is none."""
    if not dialogue or not dialogue.get("asking"):
        return None
    tasks = dialogue.get("tasks") or [{}]
    return tasks[-1].get("name", ""), dialogue["asking"].get("question", "")
