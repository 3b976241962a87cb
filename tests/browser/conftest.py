"""The gateway and a fake bot as processes, and Chromium before them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from knowledge.clock import now
from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.seed import load_demo_shop

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 20.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Shop:
    """The running shop, and what a test may do to it."""

    database: Database
    environment: dict[str, str]
    port: int = field(default_factory=_free_port)
    gateway: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the gateway and wait until it answers."""
        self.gateway = subprocess.Popen(
            [sys.executable, "-m", "integrations.gateway"],
            env={**self.environment, "SHOPKEEPER_GATEWAY_PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait_for(f"{self.url}/health")

    def kill(self) -> None:
        """The gateway dies, without a word to anybody."""
        if self.gateway:
            self.gateway.kill()
            self.gateway.wait()


def _wait_for(url: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            httpx.get(url, trust_env=False, timeout=1).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as Debian installs it."""
    if not CHROMIUM.exists():
        reason = f"There is no Chromium at {CHROMIUM}."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The demo shop over a database of its own."""
    var = tmp_path_factory.mktemp("shop")
    engine = make_engine(DatabaseSettings(var=var, database_url=""))
    tables.metadata.create_all(engine)
    database = Database(engine)
    with database.writing() as session:
        load_demo_shop(session, today=now().date(), images=var / "images")
    bot_port = _free_port()
    bot = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.fake_bot", str(bot_port)]
    )
    environment = {
        **os.environ,
        "SHOPKEEPER_VAR": str(var),
        "SHOPKEEPER_DATABASE_URL": "",
        "SHOPKEEPER_ENVIRONMENT": "development",
        "SHOPKEEPER_BOT_URL": f"http://127.0.0.1:{bot_port}",
    }
    running = Shop(database, environment)
    try:
        _wait_for(f"http://127.0.0.1:{bot_port}/")
        running.start()
        yield running
    finally:
        running.kill()
        bot.kill()
        bot.wait()
        engine.dispose()


def _is_ours(said: ConsoleMessage) -> bool:
    """The browser itself reports what the chat interface refused or did not answer."""
    return said.type == "error" and "/api/chat/" not in said.location["url"]


@pytest.fixture
def visit(browser: Browser, shop: Shop) -> Iterator[Callable[..., Page]]:
    """Opens a page of the shop as a new visitor; the page must not complain."""
    complaints: list[str] = []
    contexts = []

    def visit(path: str = "/?language=en", **device: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, **device}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if _is_ours(said) else None,
        )
        page.goto(shop.url + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []
