"""``python -m integrations.console``: the desk and the articles on their own port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import uvicorn
from fastapi import FastAPI

from integrations.console.app import create_app
from integrations.console.services import compose
from integrations.console.settings import ConsoleSettings
from integrations.rasa.client import RasaClient
from integrations.realtime.feed import Feed
from integrations.realtime.hub import Hub
from knowledge.database.session import Database


def main() -> None:
    """Serve until told to stop."""
    settings = ConsoleSettings()
    uvicorn.run(
        make(settings),
        host=settings.console_host,
        port=settings.console_port,
        log_level="warning",
        ws_max_size=1_000_000,
        timeout_graceful_shutdown=3,
    )


def make(settings: ConsoleSettings) -> FastAPI:
    """The application over the real database, hub and assistant."""
    database, hub = Database(), Hub()
    http = httpx.AsyncClient(base_url=settings.bot_url)
    assistant = RasaClient(http, timeout_seconds=settings.console_bot_seconds)
    services = compose(
        settings=settings, database=database, hub=hub, assistant=assistant
    )

    @asynccontextmanager
    async def following(_app: FastAPI) -> AsyncIterator[None]:
        feed = asyncio.create_task(Feed(database, hub).run())
        try:
            yield
        finally:
            feed.cancel()
            with suppress(asyncio.CancelledError):
                await feed
            await http.aclose()

    return create_app(services, following)


if __name__ == "__main__":
    main()
