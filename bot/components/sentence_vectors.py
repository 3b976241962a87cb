"""The meaning of a message as a dense feature."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.component import Component
from bot.components.message_normaliser import COMPARABLE, GIST
from bot.encoder import encoder_at
from bot.settings import read_settings
from bot.text.glossary import Gist
from bot.text.written_form import has_han

LEAST_TRUST = 0.3  # in a gist that covers nothing


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class SentenceVectors(Component):
    """Encodes by int8 ONNX. Of Chinese it encodes the gist, trusted by what it covers.

    ``multilingual: true`` is for an encoder that reads Chinese itself.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The bundled encoder reads English only."""
        return {"multilingual": False}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to the examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to each message."""
        encoder = encoder_at(read_settings().encoder)
        for message in messages:
            text, trust = self._readable(message)
            vector = (trust * encoder.vector(text)).astype(np.float32)
            message.add_features(
                Features(vector[None], FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__)
            )
        return messages

    def _readable(self, message: Message) -> tuple[str, float]:
        text: str = message.get(COMPARABLE) or ""
        found: Gist | None = message.get(GIST)
        if self.config["multilingual"] or found is None or not has_han(text):
            return text, 1.0
        return found.text, LEAST_TRUST + (1 - LEAST_TRUST) * found.covered
