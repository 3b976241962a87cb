"""``shopkeeper train``: checks the data, trains, replaces the running model."""

from __future__ import annotations

from typing import Annotated

import typer
from rich import print_json

from integrations.command_line.running import training
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.steps import encoder_step, take
from integrations.command_line.up import check_folder


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(train)


def train(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Validate the training data, train a model, and let a running bot take it up."""
    check_folder()
    settings, reporter = RunSettings(), Reporter()
    take(encoder_step(settings), reporter)
    with reporter.working("Checking the training data") as tell:
        training.validate(settings, tell)
    with reporter.working("Training") as tell:
        model = training.train(settings, tell)
    training.replace_running(settings, model, reporter)
    if as_json:
        print_json(data={"model": model.name})
