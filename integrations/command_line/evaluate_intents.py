"""``shopkeeper evaluate intents``: the pipeline of config.yml on labelled messages."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Annotated, Any

import typer

from integrations.command_line.evaluation_report import print_report
from integrations.command_line.running.errors import StepFailed
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.steps import encoder_step, take

PYTHON = ".venv-bot/bin/python"

TrainFile = Annotated[Path, typer.Option("--train", help="CSV: sentence,label")]
TestFile = Annotated[Path, typer.Option("--test", help="CSV: sentence,label")]
Outside = Annotated[
    str, typer.Option("--out-of-scope-label", help="The label of messages outside.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(intents)


def intents(
    train: TrainFile,
    test: TestFile,
    out_of_scope_label: Outside = "",
    as_json: AsJson = False,
) -> None:
    """Train the bot's pipeline on one file, in a scratch folder, and test it on B."""
    settings = RunSettings()
    take(encoder_step(settings), Reporter())
    arguments = ["--train", str(train), "--test", str(test)]
    if out_of_scope_label:
        arguments += ["--out-of-scope-label", out_of_scope_label]
    print_report(_evaluated(arguments, settings), as_json=as_json)


def _evaluated(arguments: list[str], settings: RunSettings) -> dict[str, Any]:
    # The bot's environment is another Python, so another process has to do it; its
    # standard error, where progress is told, is ours.
    done = subprocess.run(
        [PYTHON, "-m", "bot.evaluate", *arguments],
        env={**os.environ, **settings.variables()},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StepFailed("The evaluation stopped: see the lines above.")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report
