"""What the customer wants, and whether the classifier knows it at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.component import LearningComponent
from bot.components.message_normaliser import ADDED
from bot.intents.kernel import Texts
from bot.intents.model import IntentModel, Judgment, Options
from bot.intents.rejection import Verdict

RANKED = 10


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class KernelIntentClassifier(LearningComponent, IntentClassifier):
    """Ranks intents with calibrated confidence; says nlu_fallback when unsure.

    A message that is not to be believed gets ``nlu_fallback``, or the intent that the
    training data have for what is outside, and the ranking goes on with what it would
    have been. The thresholds are learnt from the training data alone.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See :class:`bot.intents.model.Options`."""
        return {"ridge": None, "rejected_share": 0.06, "outside": ["out_of_scope"]}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, storage, resource)
        self._model: IntentModel | None = None

    def restore(self, folder: Path) -> None:
        """Read the model."""
        self._model = IntentModel.read(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit, calibrate the confidence, and choose the threshold."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        self._model = IntentModel.learn(
            Texts.stack([_texts(message) for message in examples]),
            [message.get(INTENT) for message in examples],
            typed=np.array([not message.get(ADDED) for message in examples]),
            options=Options(
                ridge=self.config["ridge"],
                rejected_share=float(self.config["rejected_share"]),
                outside=tuple(self.config["outside"]),
            ),
        )
        with self._kept() as folder:
            self._model.write(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message."""
        for message in messages:
            if self._model is None:
                continue
            judged = self._model.judge(_texts(message))
            ranking = [_named(name, p) for name, p in judged.ranking[:RANKED]]
            if judged.verdict is not Verdict.KNOWN:
                doubt = self._doubt(judged)
                others = [
                    one
                    for one in ranking
                    if one[INTENT_NAME_KEY] != doubt[INTENT_NAME_KEY]
                ]
                ranking = [doubt, *others]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _doubt(self, judged: Judgment) -> dict[str, Any]:
        names = {name for name, _ in judged.ranking}
        declined = [name for name in self.config["outside"] if name in names]
        if judged.verdict is Verdict.OUTSIDE and declined:
            return _named(declined[0], judged.outside)
        return _named(DEFAULT_NLU_FALLBACK_INTENT_NAME, 1 - judged.ranking[0][1])


def _named(name: str, confidence: float) -> dict[str, Any]:
    return {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: float(confidence)}


def _texts(message: Message) -> Texts:
    _, strings = message.get_sparse_features(TEXT)
    _, meaning = message.get_dense_features(TEXT)
    return Texts(meaning.features, strings.features.tocsr())
