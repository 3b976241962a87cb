"""Entities of a message: order numbers, money, names of products, and the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.entities.finder import find_facts
from bot.entities.vocabulary import VocabularyFile
from bot.settings import read_settings
from bot.text.spelling import whole_words


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
class FactFinder(GraphComponent, EntityExtractorMixin):
    """Finds by form and by the catalogue's vocabulary; needs no annotated examples."""

    def __init__(self) -> None:
        settings = read_settings()
        words = whole_words(settings.encoder / "tokenizer.json")
        self._vocabulary = VocabularyFile(settings.vocabulary, words)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactFinder:
        """A finder that reads the vocabulary with its first message."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to each message."""
        vocabulary = self._vocabulary.current()
        for message in messages:
            typed = message.get(TEXT) or ""
            facts = find_facts(typed, vocabulary, date.today())
            found = [
                {
                    "entity": fact.entity,
                    "start": fact.start,
                    "end": fact.end,
                    "value": fact.value,
                    "text": typed[fact.start : fact.end],
                }
                for fact in facts
            ]
            named = self.add_extractor_name(found)
            message.set(ENTITIES, message.get(ENTITIES, []) + named, add_to_output=True)
        return messages
