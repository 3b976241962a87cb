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
from bot.intents.background import BACKGROUND, background
from bot.settings import read_settings
from bot.text.glossary import gist
from bot.text.label_words import label_words
from bot.text.spelling import Speller, whole_words
from bot.text.written_form import comparable

COMPARABLE = "comparable"  # noise gone and spelling corrected
GIST = "gist"  # the same in English words
ADDED = "added"  # marks an example that nobody typed


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True
)
class MessageNormaliser(LearningComponent):
    """Unifies width, script, quotes and spelling, and keeps the text as it was.

    In training it adds two things to the examples: each intent's name ("track
    parcel"), worth several points where an intent has few of its own, and the
    background, from which rejection learns what is none of the shop's business.
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
        """Normalise the examples, and the added ones with them."""
        added = [(label_words(name), name) for name in sorted(training_data.intents)]
        added += [(text, BACKGROUND) for text in background()]
        # Merged, not appended: Rasa remembers the examples that it has been asked for.
        merged = training_data.merge(
            TrainingData(
                [
                    Message(data={TEXT: text, INTENT: name, ADDED: True})
                    for text, name in added
                    if text
                ]
            )
        )
        self.process(merged.training_examples)
        return merged

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the comparable form and the gist of each message."""
        for message in messages:
            plain = comparable(message.get(TEXT) or "")
            corrected = self._speller.text(plain)
            message.set(COMPARABLE, corrected)
            message.set(GIST, gist(corrected))
        return messages


def _dictionary() -> frozenset[str]:
    return whole_words(read_settings().encoder / "tokenizer.json")
