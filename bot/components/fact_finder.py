"""Entities of a message: order numbers, money, names of products, and the rest."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.component import Component
from bot.entities.fact import Fact
from bot.entities.finder import find_facts
from bot.entities.vocabulary import VocabularyFile
from bot.settings import read_settings
from bot.text.spelling import whole_words


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
class FactFinder(Component, EntityExtractorMixin):
    """Finds by form and by the catalogue's vocabulary; needs no annotated examples."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, storage, resource)
        settings = read_settings()
        words = whole_words(settings.encoder / "tokenizer.json")
        self._vocabulary = VocabularyFile(settings.vocabulary, words)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to each message."""
        vocabulary = self._vocabulary.current()
        today = datetime.now(timezone.utc).date()
        for message in messages:
            typed = message.get(TEXT) or ""
            facts = find_facts(typed, vocabulary, today)
            found = self.add_extractor_name([_entity(fact, typed) for fact in facts])
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def _entity(fact: Fact, typed: str) -> dict[str, Any]:
    return {
        "entity": fact.entity,
        "start": fact.start,
        "end": fact.end,
        "value": fact.value,
        "text": typed[fact.start : fact.end],
    }
