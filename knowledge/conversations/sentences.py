"""The sentences that the system itself says, in the customer's language."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.database.base import Localised, in_language

LANGUAGES = ("en", "zh")


class Sentence(StrEnum):
    """The key of each sentence in ``sentences.yml``."""

    GREETING = "greeting"
    HANDOFF_REQUESTED = "handoff_requested"
    AGENT_JOINED = "agent_joined"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"
    WENT_ON = "went_on"
    WAITING = "waiting"
    GO_ON = "go_on"
    ASSISTANT_UNAVAILABLE = "assistant_unavailable"
    MESSAGE_EMPTY = "message_empty"
    MESSAGE_TOO_LONG = "message_too_long"
    TOO_MANY_MESSAGES = "too_many_messages"


@cache
def all_sentences() -> dict[str, Localised]:
    """Every sentence by its key."""
    path = Path(__file__).with_name("sentences.yml")
    words: dict[str, Localised] = yaml.safe_load(path.read_text("utf-8"))
    return words


def say(sentence: Sentence, language: str, **facts: Any) -> str:
    """The sentence in ``language`` with its facts filled in."""
    return in_language(all_sentences()[sentence], language).format(**facts)


def is_go_on(text: str) -> bool:
    """Whether the text is the button "Go on with the assistant", in any language."""
    wanted = text.strip().casefold()
    buttons = all_sentences()[Sentence.GO_ON].values()
    return wanted in {button.casefold() for button in buttons}
