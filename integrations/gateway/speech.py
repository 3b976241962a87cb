"""The bot's messages as entries of the timeline."""

from __future__ import annotations

from typing import Any

from integrations.rasa.payloads import BotMessage, Understood
from knowledge.conversations.models import Author, Kind
from knowledge.conversations.timeline import NewEntry


def entry_of(message: BotMessage, *, answers: int, understood: Understood) -> NewEntry:
    """One message as one entry; staff can see how the customer was understood."""
    custom = message.custom
    payload: dict[str, Any] = dict(custom.payload) if custom else {}
    if message.buttons:
        pressed = [{"title": b.title, "value": b.payload} for b in message.buttons]
        payload["buttons"] = [*payload.get("buttons", []), *pressed]
    payload["staff"] = {
        "intent": understood.intent,
        "confidence": round(understood.confidence, 3),
    }
    return NewEntry(
        Author.ASSISTANT,
        custom.kind if custom else Kind.TEXT,
        message.text or "",
        payload,
        answers=answers,
    )
