"""Reads a streamed answer of an ASGI app piece by piece, which httpx's does not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI


@dataclass
class Event:
    """One server-sent event."""

    id: str | None
    entry: dict[str, Any]


class Stream:
    """What has been received of a stream so far."""

    def __init__(self) -> None:
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.pieces: asyncio.Queue[str] = asyncio.Queue()
        self._rest = ""

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        elif body := message.get("body"):
            await self.pieces.put(body.decode())

    async def block(self) -> str:
        """The next block of lines, whatever it is."""
        while "\n\n" not in self._rest:
            self._rest += await asyncio.wait_for(self.pieces.get(), 2)
        block, self._rest = self._rest.split("\n\n", 1)
        return block

    async def event(self) -> Event:
        """The next event; comments are passed over."""
        while True:
            lines = dict(
                line.split(": ", 1)
                for line in (await self.block()).splitlines()
                if not line.startswith(":")
            )
            if "data" in lines:
                return Event(lines.get("id"), json.loads(lines["data"]))


@asynccontextmanager
async def streaming(
    app: FastAPI, path: str, query: str = "", headers: dict[str, str] | None = None
) -> AsyncIterator[Stream]:
    """The stream at this path, as long as the block lasts."""
    stream, gone = Stream(), asyncio.Event()
    pairs = [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": pairs,
        "server": ("gateway", 80),
        "client": ("127.0.0.1", 1),
    }
    bodies = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        if bodies:
            return bodies.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    served = asyncio.create_task(app(scope, receive, stream.send))
    try:
        yield stream
    finally:
        gone.set()
        await asyncio.wait_for(served, 2)
