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
from bot.components.message_normaliser import COMPARABLE
from bot.encoder import encoder_at
from bot.settings import read_settings
from bot.text.written_form import han_share


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class SentenceVectors(Component):
    """Encodes by int8 ONNX; shortens the vector by the share of Chinese letters.

    ``multilingual: true`` keeps it whole, for an encoder that reads Chinese.
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
            text = message.get(COMPARABLE) or ""
            trust = 1.0 if self.config["multilingual"] else 1.0 - han_share(text)
            vector = (trust * encoder.vector(text)).astype(np.float32)
            message.add_features(
                Features(vector[None], FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__)
            )
        return messages
