"""Words of English and Chinese as Rasa tokens."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.text.words import words
from bot.text.written_form import written_form


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False
)
class WordTokeniser(Tokenizer):
    """Cuts by script, so that a mixed sentence is cut rightly in both its halves."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Intents are names here, never cut."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of one attribute of the message."""
        text = written_form(message.get(attribute) or "")
        return [Token(word, start) for word, start in words(text)]
