"""Bringing entries to web clients: wake the streams that follow the conversation."""

from __future__ import annotations

from collections.abc import Sequence

from integrations.channels.channel import OutboundMessage
from integrations.realtime.hub import Happening, Hub
from knowledge.conversations.models import Audience


class WebChannel:
    """The chat interface as a channel."""

    name = "web"

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def deliver(
        self, conversation_id: str, messages: Sequence[OutboundMessage]
    ) -> None:
        """Wake this process's streams at once; others notice by their feeds."""
        for message in messages:
            self._hub.publish(
                Happening(
                    conversation_id,
                    message.seq,
                    message.author,
                    message.kind,
                    Audience.EVERYONE,
                )
            )
