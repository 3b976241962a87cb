"""The language of a message as an entity, which fills the slot ``language``."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.component import Component
from bot.text.language import clear_language, wished_language

LANGUAGES = ("en", "zh")


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
class LanguageDetector(Component, EntityExtractorMixin):
    """Stays with the conversation's language unless the text clearly is in the other.

    The conversation's language is what the gateway says in the message's metadata;
    without one it is English.
    """

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entity ``language`` to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            entities = message.get(ENTITIES, [])
            names = [(e["start"], e["end"]) for e in entities if _proves_nothing(e)]
            found = {
                "entity": "language",
                "start": 0,
                "end": len(text),
                "value": wished_language(text)
                or clear_language(text, names)
                or _so_far(message),
            }
            named = self.add_extractor_name([found])
            message.set(ENTITIES, entities + named, add_to_output=True)
        return messages


def _proves_nothing(entity: dict[str, Any]) -> bool:
    return entity["entity"] in {
        "order_number", "tracking_number", "email", "coupon_code", "brand", "product",
        "person_name", "size",
    }  # fmt: skip


def _so_far(message: Message) -> str:
    language = (message.get("metadata") or {}).get("language")
    return language if language in LANGUAGES else "en"
