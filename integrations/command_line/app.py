"""The ``shopkeeper`` command: every sub-command in a module of its own."""

from __future__ import annotations

import sys

import typer
from rich.console import Console
from sqlalchemy.exc import OperationalError

from integrations.command_line import (
    doctor,
    evaluate_all,
    evaluate_conformance,
    evaluate_conversations,
    evaluate_faq,
    evaluate_intents,
    evaluate_recommendations,
    evaluate_search,
    evaluate_speed,
    imports,
    index,
    staff,
    train,
    up,
)
from integrations.command_line.running.errors import Stopped
from knowledge.errors import KnowledgeError

app = typer.Typer(
    name="shopkeeper",
    help="Shopkeeper (掌柜): serves the customers of an online shop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
evaluate = typer.Typer(help="Quality and speed, as figures.", no_args_is_help=True)
importing = typer.Typer(help="Bring in a real shop's data.", no_args_is_help=True)
team = typer.Typer(help="The people who sign in to the console.", no_args_is_help=True)

for module in (up, train, doctor, index):
    module.register(app)
imports.register(importing)
staff.register(team)
for evaluation in (
    evaluate_intents,
    evaluate_search,
    evaluate_faq,
    evaluate_recommendations,
    evaluate_conversations,
    evaluate_conformance,
    evaluate_speed,
    evaluate_all,
):
    evaluation.register(evaluate)
app.add_typer(evaluate, name="evaluate")
app.add_typer(importing, name="import")
app.add_typer(team, name="staff")


def main() -> None:
    """Run the command; what stops it is said in one sentence, with exit code 1."""
    try:
        app()
    except Stopped as stopped:
        _give_up(stopped.sentence, stopped.details)
    except KnowledgeError as error:
        _give_up(str(error))
    except OperationalError as error:
        _give_up(
            "The database does not answer; see SHOPKEEPER_DATABASE_URL.",
            str(error.orig),
        )


def _give_up(sentence: str, details: str = "") -> None:
    console = Console(stderr=True, highlight=False)
    if details:
        console.print(details, style="dim", markup=False)
    console.print(sentence, style="bold red", markup=False, soft_wrap=True)
    sys.exit(1)
