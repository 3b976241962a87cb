"""``shopkeeper evaluate conformance``: somebody else's requests through our tools.

Each request's writes are replayed on a fresh import, in a scratch database, and the
data afterwards are compared with what the shop's published semantics give.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console

from integrations.command_line.conformance.replay import (
    Replayed,
    RetailShop,
    read_files,
    read_tasks,
)
from integrations.command_line.evaluation_report import print_report
from integrations.command_line.running.reporter import Reporter
from knowledge.database.migrate import upgrade
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.importing.retail import import_retail

# The whole database is compared for every so many requests; for the others, all that
# their users own.
WHOLE_EVERY = 100

Data = Annotated[Path, typer.Option(help="users.json, products.json, orders.json")]
Tasks = Annotated[Path, typer.Option(help="A list of requests with their actions.")]
Limit = Annotated[int, typer.Option(help="The first so many; 0: all.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(conformance)


def conformance(
    data: Data, tasks: Tasks, limit: Limit = 0, as_json: AsJson = False
) -> None:
    """Replay the writes of requests and compare the data; 1 when any differs."""
    files, requests = read_files(data), read_tasks(tasks)
    requests = requests[: limit or None]
    begun = time.perf_counter()
    with TemporaryDirectory() as scratch:
        engine = make_engine(DatabaseSettings(var=Path(scratch), database_url=""))
        upgrade(engine)
        shop = RetailShop(Database(engine), files)
        import_retail(shop.database, data)
        with Reporter().working("Requests") as tell:
            results = []
            for place, request in enumerate(requests):
                whole = place % WHOLE_EVERY == 0
                results.append(shop.replay(place, request, whole=whole))
                tell("replayed", len(results), len(requests))
        engine.dispose()
    report = _figures(results, time.perf_counter() - begun)
    print_report(report, as_json=as_json, table=lambda at: _differences(results, at))
    if report["same"] != report["requests"]:
        raise typer.Exit(1)


def _figures(results: list[Replayed], seconds: float) -> dict[str, Any]:
    refused: Counter[str] = sum((each.refused for each in results), Counter())
    return {
        "requests": len(results),
        "same": sum(each.same for each in results),
        "writes": sum(each.writes for each in results),
        "refused": dict(refused),
        "different": [each.place for each in results if not each.same],
        "seconds": round(seconds, 1),
    }


def _differences(results: list[Replayed], console: Console) -> None:
    for each in results:
        if not each.same:
            why = "; ".join(each.disagreed) or "the data differ"
            console.print(f"request {each.place}: {why}", markup=False)
