"""First in the pipeline: the forms of a message that everything else reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.component import LearningComponent
from bot.settings import read_settings
from bot.text.label_words import label_words
from bot.text.spelling import Speller, whole_words
from bot.text.written_form import comparable

COMPARABLE = "comparable"  # noise gone and spelling corrected
FROM_LABEL = "from_label"  # marks an example that is the name of its intent


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True
)
class MessageNormaliser(LearningComponent):
    """Unifies width, script, quotes and spelling, and keeps the text as it was.

    In training it also adds each intent's name as one example ("track parcel"):
    worth several points where an intent has few examples.
    """

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, storage, resource)
        self._speller = Speller({}, frozenset())

    def restore(self, folder: Path) -> None:
        """Read the words of the training data."""
        counts = json.loads((folder / "words.json").read_text("utf-8"))
        self._speller = Speller(counts, _dictionary())

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words are known."""
        texts = [comparable(m.get(TEXT) or "") for m in training_data.intent_examples]
        names = [label_words(name) for name in training_data.intents]
        self._speller = Speller.learn([*texts, *names], _dictionary())
        with self._kept() as folder:
            counts = json.dumps(self._speller.counts)
            (folder / "words.json").write_text(counts, "utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise the examples and add the names of the intents to them."""
        for name in sorted(training_data.intents):
            if words := label_words(name):
                data = {TEXT: words, INTENT: name, FROM_LABEL: True}
                training_data.training_examples.append(Message(data=data))
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the comparable form of each message."""
        for message in messages:
            plain = comparable(message.get(TEXT) or "")
            message.set(COMPARABLE, self._speller.text(plain))
        return messages


def _dictionary() -> frozenset[str]:
    return whole_words(read_settings().encoder / "tokenizer.json")
