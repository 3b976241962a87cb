"""``shopkeeper index``: brings the search index up to date with the database."""

from __future__ import annotations

import typer

from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.steps import update_index
from knowledge.database.session import Database, make_engine


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(index)


def index() -> None:
    """Bring the search index up to date with the products and articles."""
    settings = RunSettings()
    with Reporter().working("Search index") as tell:
        update_index(settings, Database(make_engine(settings.database)), tell)
