"""``shopkeeper up``: prepares what is missing, runs everything, stops it together."""

from __future__ import annotations

import shutil
import signal
import time
from pathlib import Path
from types import FrameType

import typer

from integrations.command_line.running import leftovers
from integrations.command_line.running.errors import Stopped
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.shop import RunningShop
from integrations.command_line.running.steps import (
    demo_shop_step,
    index_step,
    tables_step,
    take,
)
from knowledge.database import migrate
from knowledge.database.session import make_engine

WELCOME = """
Shopkeeper is open.

  Customers   {gateway}          the demo shop, with the assistant in the corner
  Staff       {console}          the desk and the knowledge base
  For code    {gateway}/docs     the chat interface

Ctrl-C stops everything."""

ACCOUNTS = """
To try it, in the demo shop:
  Emma Clarke   emma.clarke@example.com   postal code 10001    English
  林梅          lin.mei@example.com       postal code 200040   中文
  Tom Baker     tom.baker@example.com     postal code 94107    English
  Ana Silva     ana.silva@example.com     postal code 60601    no orders yet
At the desk, each with the password shopkeeper-demo:
  agent@example.com, editor@example.com, supervisor@example.com, admin@example.com
"""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(up)
    app.command("demo-reset")(demo_reset)


def up() -> None:
    """Prepare what is missing, then run the whole assistant until Ctrl-C."""
    check_folder()
    settings = RunSettings()
    shop = RunningShop(settings)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        shop.start()
        _welcome(shop)
        while True:
            time.sleep(1)
            shop.note()
    except KeyboardInterrupt:
        shop.reporter.say("Stopping …")
    finally:
        shop.stop()
    shop.reporter.say("Everything has stopped.")


def demo_reset() -> None:
    """Forget all data, conversations included, and load the demo shop anew."""
    check_folder()
    settings, reporter = RunSettings(), Reporter()
    if settings.environment == "production":
        raise Stopped("demo-reset forgets everything, so it refuses in production.")
    leftovers.refuse_if_running(settings)
    engine = make_engine(settings.database)
    migrate.downgrade(engine)
    for folder in ("index", "images"):
        shutil.rmtree(settings.var / folder, ignore_errors=True)
    for file in ("vocabulary.json", "tracker.db"):
        (settings.var / file).unlink(missing_ok=True)
    for step in (
        tables_step(engine),
        demo_shop_step(settings, engine),
        index_step(settings, engine),
    ):
        take(step, reporter)


def check_folder() -> None:
    """Raises Stopped anywhere but at the top of the project."""
    if not Path("Procfile").is_file():
        raise Stopped("Run this in Shopkeeper's own folder, where config.yml is.")


def _welcome(shop: RunningShop) -> None:
    text = WELCOME.format(gateway=shop.gateway, console=shop.console)
    if shop.settings.environment == "development":
        text += ACCOUNTS
    shop.reporter.say(text)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # Once is enough: the stopping itself must not be cut short.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
