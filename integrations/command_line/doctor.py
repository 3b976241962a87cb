"""``shopkeeper doctor``: looks at all that has to be right and says what to do."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from rich import print_json
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from integrations.command_line.running import leftovers, training
from integrations.command_line.running.errors import PortTaken
from integrations.command_line.running.processes import check_ports
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.steps import encoder_is_current, index_is_there
from integrations.command_line.up import check_folder
from knowledge.database import migrate
from knowledge.database.session import make_engine


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``advice`` is empty when it is right."""

    subject: str
    advice: str = ""

    @property
    def is_right(self) -> bool:
        """Whether nothing has to be done."""
        return not self.advice


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Look at the environments, ports, encoder, database, index and model."""
    check_folder()
    findings = list(examine(RunSettings()))
    if as_json:
        print_json(data={"findings": [asdict(finding) for finding in findings]})
    else:
        console = Console(highlight=False)
        for finding in findings:
            mark = "[green]✓[/]" if finding.is_right else "[red]✗[/]"
            console.print(f"{mark} {finding.subject}  {finding.advice}".rstrip())
    if not all(finding.is_right for finding in findings):
        raise typer.Exit(1)


def examine(settings: RunSettings) -> Iterator[Finding]:
    """Everything that ``shopkeeper up`` relies on, in the order in which it does."""
    yield _python("Python 3.11 for the shop (.venv)", ".venv/bin/python", "3.11")
    yield _python("Python 3.10 for Rasa (.venv-bot)", ".venv-bot/bin/python", "3.10")
    yield _ports(settings)
    yield _judge(
        "Sentence encoder",
        encoder_is_current(settings.var / "encoder"),
        "`make up` exports it.",
    )
    yield from _database(settings)
    yield _judge(
        "Search index",
        index_is_there(settings),
        "`shopkeeper index` builds it.",
    )
    yield _judge(
        "Language model", not training.is_stale(settings), "`make train` trains it."
    )


def _judge(subject: str, is_right: bool, advice: str) -> Finding:
    return Finding(subject, "" if is_right else advice)


def _python(subject: str, path: str, version: str) -> Finding:
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [path, "-c", ask], capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return Finding(subject, "It is missing or broken; `make up` builds it.")
    return _judge(
        subject, answer == version, f"It is Python {answer}; remove it, `make up`."
    )


def _ports(settings: RunSettings) -> Finding:
    subject = "Ports " + ", ".join(str(port) for port in settings.ports.values())
    if leftovers.running(settings) is not None:
        return Finding(f"{subject} (in use by this folder's assistant)")
    try:
        check_ports(settings)
    except PortTaken as taken:
        return Finding(subject, taken.sentence)
    return Finding(subject)


def _database(settings: RunSettings) -> Iterator[Finding]:
    engine = make_engine(settings.database)
    shown = engine.url.render_as_string(hide_password=True)
    try:
        revision = migrate.current(engine)
    except SQLAlchemyError as error:
        yield Finding(f"Database {shown}", f"It does not answer: {error}")
        return
    finally:
        engine.dispose()
    yield Finding(f"Database {shown}")
    yield _judge("Migrations", revision == migrate.newest(), "`make up` applies them.")
