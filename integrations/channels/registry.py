"""Channels by their names."""

from __future__ import annotations

from collections.abc import Iterable

from integrations.channels.channel import Channel


class Channels:
    """Finds the channel of a conversation.

    A name that nobody registered is somebody's own client of the chat
    interface: it reads what is written, as the fallback's customers do.
    """

    def __init__(self, fallback: Channel, others: Iterable[Channel] = ()) -> None:
        self._fallback = fallback
        self._by_name = {channel.name: channel for channel in (fallback, *others)}

    def named(self, name: str) -> Channel:
        """The channel of this name."""
        return self._by_name.get(name, self._fallback)
