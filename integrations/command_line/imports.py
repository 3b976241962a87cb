"""``shopkeeper import``: a real shop's data, with an error for each bad row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import print_json
from rich.console import Console

from integrations.command_line.running.errors import Stopped
from integrations.command_line.running.reporter import Reporter
from knowledge.database.session import Database
from knowledge.importing.articles import ArticleKeeper, ArticleRow
from knowledge.importing.batches import Batches, Keeper
from knowledge.importing.catalogue import ProductKeeper, ProductRow
from knowledge.importing.customers import CustomerKeeper, CustomerRow
from knowledge.importing.errors import FileUnreadable
from knowledge.importing.fields import RowModel
from knowledge.importing.interactions import InteractionKeeper, InteractionRow
from knowledge.importing.orders import OrderKeeper, OrderRow
from knowledge.importing.report import Report
from knowledge.importing.retail import import_retail
from knowledge.importing.rows import read_rows

SHOWN_ERRORS = 20

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
File = Annotated[Path, typer.Argument(help=".jsonl or .csv, .gz too")]


def register(app: typer.Typer) -> None:
    """Add one command for each kind of data."""
    _register_rows(app, "catalogue", ProductRow, ProductKeeper, "products")
    _register_rows(app, "customers", CustomerRow, CustomerKeeper, "customers")
    _register_rows(app, "orders", OrderRow, OrderKeeper, "orders")
    _register_rows(app, "articles", ArticleRow, ArticleKeeper, "articles")
    _register_rows(app, "interactions", InteractionRow, InteractionKeeper, "deeds")
    app.command("retail")(retail)


def retail(
    folder: Annotated[Path, typer.Argument(help="users, products, orders .json")],
    as_json: AsJson = False,
) -> None:
    """Load a folder in the layout of the tau-bench retail shop."""
    with _stopping_if_unreadable(), Reporter().working("Importing retail") as tell:
        report = import_retail(Database(), folder, tell)
    _finish(report, as_json=as_json)


def _register_rows(
    app: typer.Typer,
    name: str,
    schema: type[RowModel],
    keeper: Callable[[], Keeper[Any]],
    things: str,
) -> None:
    def command(file: File, as_json: AsJson = False) -> None:
        with _stopping_if_unreadable(), Reporter().working(f"Importing {name}") as tell:
            rows = read_rows(file, lambda done, size: tell("bytes", done, size))
            report = Batches(Database(), schema, keeper()).run(rows)
        _finish(report, as_json=as_json)

    app.command(name, help=f"Import {things} from a file.")(command)


@contextmanager
def _stopping_if_unreadable() -> Iterator[None]:
    try:
        yield
    except FileUnreadable as error:
        facts = error.facts
        raise Stopped(f"{facts['file']} cannot be read: {facts['reason']}.") from None


def _finish(report: Report, *, as_json: bool) -> None:
    if as_json:
        print_json(data=report.as_json())
    else:
        _tell(report, Console(stderr=True, highlight=False))
    if not report.kept:
        raise typer.Exit(1)


def _tell(report: Report, console: Console) -> None:
    for problem in report.errors[:SHOWN_ERRORS]:
        console.print(str(problem), markup=False)
    if report.failed > SHOWN_ERRORS:
        console.print(f"… and {report.failed - SHOWN_ERRORS} more rows with errors")
    console.print(
        f"{report.imported} imported, {report.updated} updated,"
        f" {report.unchanged} unchanged, {report.failed} left out"
    )
