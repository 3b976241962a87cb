"""News of the timeline, as the pages hear it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from integrations.realtime.hub import EVERYTHING, Hub

# A burst of entries (customer, packet, request) is one refresh.
_GATHER_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class Live:
    """Turns single happenings into the sets of conversations that changed."""

    hub: Hub

    async def changes(self) -> AsyncGenerator[frozenset[str], None]:
        """The ids of conversations with something new, gathered over a moment."""
        with self.hub.subscribe(EVERYTHING) as subscription:
            while True:
                first = await subscription.next()
                await asyncio.sleep(_GATHER_SECONDS)
                happened = [first, *subscription.drain()]
                yield frozenset(each.conversation_id for each in happened if each)
