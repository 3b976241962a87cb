"""The application: pages for people, an interface for programs, one process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from nicegui import ui
from nicegui.storage import Storage

from integrations.channels.body_limit import BodyLimit
from integrations.console import health
from integrations.console.api.problems import add_problem_handlers
from integrations.console.api.router import PREFIX, router
from integrations.console.headers import ProtectiveHeaders
from integrations.console.pages import register_pages
from integrations.console.services import Services

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

# An article with all its phrasings is a few kilobytes.
_LARGEST_BODY = 1024 * 1024
_STATIC = Path(__file__).with_name("static")


def create_api(services: Services, lifespan: Lifespan | None = None) -> FastAPI:
    """The interface for programs alone, as tests want it."""
    app = FastAPI(
        title="Shopkeeper for staff",
        version="1",
        docs_url=f"{PREFIX}/docs",
        openapi_url=f"{PREFIX}/openapi.json",
        redoc_url=None,
        lifespan=lifespan or _nothing,
    )
    app.state.services = services
    app.include_router(health.router)
    app.include_router(router)
    add_problem_handlers(app)
    app.add_middleware(ProtectiveHeaders)
    app.add_middleware(BodyLimit, max_bytes=_LARGEST_BODY)
    return app


def create_app(services: Services, lifespan: Lifespan | None = None) -> FastAPI:
    """The interface and, at every other address, the pages."""
    app = create_api(services, lifespan)
    settings = services.settings
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    images = settings.var / "images"
    app.mount("/shop/images", StaticFiles(directory=images, check_dir=False))
    Storage.path = (settings.var / "console").resolve()
    register_pages(services)
    ui.run_with(
        app,
        title="Shopkeeper",
        favicon=_STATIC / "favicon.svg",
        storage_secret=settings.secret,
        session_middleware_kwargs={
            "session_cookie": "shopkeeper_console",
            "max_age": settings.console_session_hours * 3600,
            "same_site": "lax",
            "https_only": settings.in_production,
        },
        tailwind=False,
        reconnect_timeout=30,
        show_welcome_message=False,
    )
    return app


@asynccontextmanager
async def _nothing(_app: FastAPI) -> AsyncIterator[None]:
    yield
