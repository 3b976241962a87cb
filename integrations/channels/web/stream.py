"""A conversation as a stream of server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import anyio
from sse_starlette.event import ServerSentEvent

from integrations.channels.web.conversations import WebChat
from integrations.realtime.hub import topic_of

LINE_END = "\n"
_RETRY_MILLISECONDS = 2000


async def events(
    chat: WebChat, conversation_id: str, after: int, stop: anyio.Event
) -> AsyncIterator[ServerSentEvent]:
    """Every entry that the customer may read after ``after``, then the coming ones.

    A happening only wakes the stream; the entries come from the database, in
    order and without gaps. So does a silence, in case a wake-up was lost. The
    stream ends when the server is told to ``stop``.
    """
    with chat.hub.subscribe(topic_of(conversation_id)) as subscription:
        yield ServerSentEvent(comment="hello", retry=_RETRY_MILLISECONDS, sep=LINE_END)
        while not stop.is_set():
            subscription.drain()
            for entry in await asyncio.to_thread(chat.entries, conversation_id, after):
                after = entry.seq
                yield ServerSentEvent(
                    data=entry.model_dump_json(), id=str(entry.seq), sep=LINE_END
                )
            await _first_of(subscription.next, stop.wait, seconds=chat.ping_seconds)


async def _first_of(*waits: Callable[[], Awaitable[object]], seconds: float) -> None:
    """Wait until one of them has happened, or the time is over."""
    with anyio.move_on_after(seconds):
        async with anyio.create_task_group() as group:

            async def until(wait: Callable[[], Awaitable[object]]) -> None:
                await wait()
                group.cancel_scope.cancel()

            for wait in waits:
                group.start_soon(until, wait)
