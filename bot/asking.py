"""Having a message understood, whatever it begins with."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

# Rasa takes "/intent{...}" for a command of its own. What customers type never is
# one, so a letter of no width goes in front and comes off again.
_COMMAND = "/"
_SHIELD = "\u200b"


async def ask(
    processor: MessageProcessor, text: str, metadata: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The intent, ranking and entities of a text."""
    text = text.strip()
    shielded = text.startswith(_COMMAND)
    message = UserMessage(_SHIELD + text if shielded else text, metadata=metadata)
    parsed: dict[str, Any] = await processor.parse_message(message)
    return _unshielded(parsed, text) if shielded else parsed


def _unshielded(parsed: dict[str, Any], text: str) -> dict[str, Any]:
    entities = [
        {**one, "start": max(one["start"] - 1, 0), "end": max(one["end"] - 1, 0)}
        for one in parsed.get("entities", [])
    ]
    return {**parsed, "text": text, "entities": entities}
