"""The whole assistant, started once for all tests of a run that need it."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from integrations.command_line.running import training
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.shop import RunningShop
from integrations.command_line.running.stamps import digest
from knowledge.database.session import Database, make_engine

# Kept between runs, so that only the first one trains; nothing else is kept.
FOLDER = Path(os.environ.get("SHOPKEEPER_TEST_VAR", "var/tests/assistant"))
_KEPT = ("encoder", "models")
_STARTED = pytest.StashKey["Assistant"]()


class Assistant:
    """The running processes, and what a test may do to them."""

    def __init__(self, shop: RunningShop) -> None:
        self.shop = shop
        self.database = Database(make_engine(shop.settings.database))

    @property
    def gateway(self) -> str:
        """The address that customers reach."""
        return self.shop.gateway

    @property
    def console(self) -> str:
        """The address that staff reach."""
        return self.shop.console

    def kill(self, name: str) -> None:
        """End a process at once, as a crash would; it is started again by itself."""
        os.kill(self._pid(name), signal.SIGKILL)

    def wait_until_back(self, name: str) -> None:
        """Wait until a killed process serves again."""
        self.shop.wait_until_healthy(name)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """A process that hangs: it keeps its connections and answers nothing."""
        pid = self._pid(name)
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def is_alive(self, address: str) -> bool:
        """Whether somebody answers there."""
        try:
            return httpx.get(f"{address}/health", trust_env=False, timeout=1).is_success
        except httpx.HTTPError:
            return False

    def _pid(self, name: str) -> int:
        pid = self.shop.pid(name)
        assert pid, f"the {name} is not running"
        return pid


def running_assistant(config: pytest.Config) -> Assistant:
    """The one assistant of this test run, started by whoever asks first."""
    if _STARTED not in config.stash:
        config.stash[_STARTED] = _start(config)
    return config.stash[_STARTED]


def _start(config: pytest.Config) -> Assistant:
    settings = RunSettings.on_free_ports(FOLDER)
    _prepare(settings.var)
    _borrow(settings, RunSettings())
    shop = RunningShop(settings, output=None)
    begun = time.monotonic()
    shop.start()
    config.add_cleanup(shop.stop)
    shop.reporter.say(f"  The assistant is up after {time.monotonic() - begun:.0f} s")
    assistant = Assistant(shop)
    config.add_cleanup(assistant.database.engine.dispose)
    return assistant


def _prepare(folder: Path) -> None:
    """Empty but for what takes long to make, and cannot have been touched by tests."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        if left.is_dir() and left.name not in _KEPT:
            shutil.rmtree(left)
        elif left.is_file() and left.name != "running.json":
            left.unlink()


def _borrow(settings: RunSettings, other: RunSettings) -> None:
    """Copy the encoder and the model of the developer's own assistant, if fresh."""
    encoder, model = settings.var / "encoder", training.newest_model(other)
    if not encoder.exists() and (other.var / "encoder").is_dir():
        shutil.copytree(other.var / "encoder", encoder)
    if model and training.is_stale(settings) and not training.is_stale(other):
        models = settings.var / "models"
        models.mkdir(exist_ok=True)
        shutil.copy(model, models)
        training.stamp(settings).set(digest(training.inputs(settings)))
