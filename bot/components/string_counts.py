"""The strings of a message as a sparse feature: typos, names, and all of Chinese."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack

from bot.components.component import LearningComponent
from bot.components.message_normaliser import COMPARABLE, GIST
from bot.intents.background import BACKGROUND
from bot.intents.counts import Counts
from bot.text.ngrams import character_runs, word_runs
from bot.text.words import words
from bot.text.written_form import han_share, has_han


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True
)
class StringCounts(LearningComponent):
    """Character runs beside words and word pairs, each block of length 1.

    Chinese messages also count the English words of their gist, which they then
    share with English ones, and weigh more, as their meaning is less certain.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``han_boost`` is the extra weight of a wholly Chinese message."""
        return {"han_boost": 0.5}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, storage, resource)
        self._blocks: list[Counts] = []

    def restore(self, folder: Path) -> None:
        """Read which strings there are and how rare each is."""
        names = json.loads((folder / "strings.json").read_text("utf-8"))
        with np.load(folder / "rarity.npz") as rarity:
            self._blocks = [
                Counts({name: i for i, name in enumerate(block)}, rarity[str(number)])
                for number, block in enumerate(names)
            ]

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which strings there are and how rare each is."""
        # The background is told by its meaning; its strings would only cost memory.
        examples = [
            message
            for message in training_data.intent_examples
            if message.get(INTENT) != BACKGROUND
        ]
        self._blocks = [
            Counts.learn([_characters(message) for message in examples]),
            Counts.learn([_words(message) for message in examples]),
        ]
        with self._kept() as folder:
            names = json.dumps([list(block.columns) for block in self._blocks])
            (folder / "strings.json").write_text(names, "utf-8")
            rarity = {str(i): block.rarity for i, block in enumerate(self._blocks)}
            np.savez(folder / "rarity.npz", **rarity)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to the examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to each message."""
        for message in messages:
            message.add_features(
                Features(
                    self._vector(message),
                    FEATURE_TYPE_SENTENCE,
                    TEXT,
                    type(self).__name__,
                )
            )
        return messages

    def _vector(self, message: Message) -> csr_matrix:
        characters, words_seen = self._blocks
        boost = float(self.config["han_boost"]) * han_share(message.get(COMPARABLE))
        parts = [
            characters.vector(_characters(message)),
            words_seen.vector(_words(message)),
        ]
        return (hstack(parts) * np.float32((1 + boost) ** 0.5)).tocsr()


def _characters(message: Message) -> list[str]:
    return list(character_runs(message.get(COMPARABLE)))


def _words(message: Message) -> list[str]:
    text = message.get(COMPARABLE)
    found = list(word_runs(word for word, _ in words(text)))
    return found + message.get(GIST).text.split() if has_han(text) else found
