"""``shopkeeper evaluate conversations``: files played against a running assistant."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from integrations.command_line.evaluation_report import print_report
from integrations.command_line.playing.customer import PlaySettings
from integrations.command_line.playing.errors import UnreadableScript
from integrations.command_line.playing.play import Played, play_all, stage
from integrations.command_line.playing.report import difference, figures
from integrations.command_line.playing.script import Script, scripts_of
from integrations.command_line.running.reporter import Reporter, Tell
from knowledge.database.session import Database

Folder = Annotated[Path, typer.Argument(help="A folder of files, or one file.")]
Gateway = Annotated[str, typer.Option(help="The address of the assistant.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Parallel = Annotated[int, typer.Option(min=1, help="So many at the same time.")]
Traces = Annotated[
    bool, typer.Option(help="Compare what is left in the database, too.")
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(conversations)


def conversations(
    folder: Folder,
    gateway: Gateway = "",
    as_json: AsJson = False,
    parallel: Parallel = 4,
    database: Traces = True,
) -> None:
    """Play conversation files against the running assistant; 1 when one fails."""
    scripts = list(scripts_of(folder))
    if not scripts:
        raise UnreadableScript(f"There is no conversation file (*.yml) in {folder}.")
    with Reporter().working("Conversations") as tell:
        results = asyncio.run(
            _play(scripts, gateway, parallel, Database() if database else None, tell)
        )
    report = figures(results)
    if not as_json:
        _print_differences(results)
        report.pop("failures")
    print_report(report, as_json=as_json)
    if report["failed"]:
        raise typer.Exit(1)


async def _play(
    scripts: list[tuple[Path, Script]],
    gateway: str,
    parallel: int,
    database: Database | None,
    tell: Tell,
) -> list[Played]:
    settings = PlaySettings()
    results: list[Played] = []
    async with stage(gateway or settings.gateway, settings, database) as here:
        async for played in play_all(here, scripts, parallel=parallel):
            results.append(played)
            tell(played.file.name, len(results), len(scripts))
    return sorted(results, key=lambda played: played.file)


def _print_differences(results: list[Played]) -> None:
    console = Console(highlight=False)
    for played in results:
        if not played.passed:
            console.print(difference(played), markup=False, soft_wrap=True)
            console.print()
