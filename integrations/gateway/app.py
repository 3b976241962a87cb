"""The gateway as a web application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from integrations.channels.body_limit import BodyLimit
from integrations.channels.web import routes as web
from integrations.channels.web import script
from integrations.commerce.demo_shop import routes as demo_shop
from integrations.commerce.demo_shop.pictures import Pictures
from integrations.gateway import error_handlers, health
from integrations.gateway.middleware import RequestLog
from integrations.gateway.services import Services, make_services


def create_app(services: Services | None = None) -> FastAPI:
    """The whole gateway: chat interface, widget, demo shop, health."""
    services = services or make_services()
    settings = services.settings
    app = FastAPI(title="Shopkeeper gateway", version="1", lifespan=_lifespan)
    app.state.services = services
    app.state.web_chat = services.web_chat
    app.state.demo_shop = services.demo_shop
    error_handlers.install(app)
    for router in (web.router, script.router, health.router, demo_shop.router):
        app.include_router(router)
    app.mount("/shop/images", Pictures(settings.var / "images"))
    app.mount("/shop/static", demo_shop.static)
    app.add_middleware(BodyLimit, max_bytes=settings.body_max_bytes)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After", "X-Request-ID"],
    )
    app.add_middleware(RequestLog)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    tasks = [
        asyncio.create_task(services.feed.run()),
        asyncio.create_task(services.turns.keep_recovering()),
    ]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await services.http.aclose()
