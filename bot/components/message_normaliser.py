"""First in the pipeline: the forms of a message that everything else reads."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.settings import read_settings
from bot.text.label_words import label_words
from bot.text.spelling import Speller, whole_words
from bot.text.written_form import comparable, written_form

WRITTEN = "written"  # same length as the text: for entities
COMPARABLE = "comparable"  # noise gone and spelling corrected: for intents
FROM_LABEL = "from_label"  # marks an example that is the name of its intent


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True
)
class MessageNormaliser(GraphComponent):
    """Unifies width, script, quotes and spelling, and keeps the text as it was.

    In training it also adds each intent's name as one example ("track parcel"):
    worth several points where an intent has few examples.
    """

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._speller = Speller({}, frozenset())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageNormaliser:
        """A normaliser that has read nothing yet."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageNormaliser:
        """The normaliser with the words of its training data."""
        normaliser = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / "words.json").read_text("utf-8"))
        normaliser._speller = Speller(counts, _dictionary())
        return normaliser

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words are known."""
        texts = [comparable(m.get(TEXT) or "") for m in training_data.intent_examples]
        names = [label_words(name) for name in training_data.intents]
        self._speller = Speller.learn([*texts, *names], _dictionary())
        with self._storage.write_to(self._resource) as folder:
            (folder / "words.json").write_text(json.dumps(self._speller.counts), "utf-8")
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
        """Set both forms on each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            message.set(WRITTEN, written_form(text))
            message.set(COMPARABLE, self._speller.text(comparable(text)))
        return messages


def _dictionary() -> frozenset[str]:
    return whole_words(read_settings().encoder / "tokenizer.json")
