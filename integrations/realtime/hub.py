"""Publish and subscribe inside one process; everything runs on its event loop."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

EVERYTHING = "entries"


@dataclass(frozen=True)
class Happening:
    """An entry was written. Whoever needs its words reads them from the database."""

    conversation_id: str
    seq: int
    author: str
    kind: str
    audience: str


def topic_of(conversation_id: str) -> str:
    """The topic on which one conversation's entries are announced."""
    return f"conversation:{conversation_id}"


class Subscription:
    """What one subscriber has not looked at yet."""

    def __init__(self, capacity: int) -> None:
        self._waiting: asyncio.Queue[Happening] = asyncio.Queue(capacity)

    def offer(self, happening: Happening) -> None:
        """Add it; when the subscriber is too slow, the oldest one goes.

        Subscribers re-read the database, so that they lose nothing by it.
        """
        if self._waiting.full():
            self._waiting.get_nowait()
        self._waiting.put_nowait(happening)

    async def next(self, timeout: float | None = None) -> Happening | None:
        """The next one; None when nothing happened for ``timeout`` seconds."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._waiting.get(), timeout)
        return None

    def drain(self) -> list[Happening]:
        """Everything that waits, without waiting for more."""
        waiting = []
        while not self._waiting.empty():
            waiting.append(self._waiting.get_nowait())
        return waiting


class Hub:
    """Hands each happening to whoever subscribed to its conversation or to all."""

    def __init__(self, capacity: int = 256) -> None:
        self._capacity = capacity
        self._subscriptions: defaultdict[str, set[Subscription]] = defaultdict(set)

    def publish(self, happening: Happening) -> None:
        """Announce it. Call it on the event loop's thread."""
        for topic in (topic_of(happening.conversation_id), EVERYTHING):
            for subscription in tuple(self._subscriptions.get(topic, ())):
                subscription.offer(happening)

    @contextmanager
    def subscribe(self, topic: str) -> Iterator[Subscription]:
        """Listen to a topic as long as the block lasts."""
        subscription = Subscription(self._capacity)
        self._subscriptions[topic].add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions[topic].discard(subscription)
            if not self._subscriptions[topic]:
                del self._subscriptions[topic]

    def __len__(self) -> int:
        return sum(map(len, self._subscriptions.values()))
