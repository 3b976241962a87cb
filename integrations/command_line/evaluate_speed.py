"""``shopkeeper evaluate speed``: messages a second, ours and stock Rasa's, in turn."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from integrations.command_line.evaluation_report import print_report
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.steps import prepare
from integrations.command_line.speed import figures
from integrations.command_line.speed.load import ours, stock
from integrations.command_line.speed.race import (
    Contestant,
    Plan,
    race,
    serving,
    turns_through_gateway,
)
from integrations.command_line.speed.stock import StockRasa
from integrations.command_line.up import check_folder

Epochs = Annotated[
    int,
    typer.Option(
        "--stock-epochs",
        min=1,
        help="Training of stock Rasa (its default is 100, many minutes); the speed of"
        " its answers does not depend on it.",
    ),
]
Rounds = Annotated[int, typer.Option(min=3, help="Rounds of each bot, in turn.")]
Seconds = Annotated[float, typer.Option(min=1, help="Length of one round.")]
Customers = Annotated[int, typer.Option(min=1, help="Conversations at a time.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(speed)


def speed(
    stock_epochs: Epochs = 10,
    rounds: Rounds = 4,
    seconds: Seconds = 12.0,
    customers: Customers = 4,
    as_json: AsJson = False,
) -> None:
    """Both bots, one machine, the same messages and action server, rounds in turn."""
    check_folder()
    folder = RunSettings().var / "bench"
    settings = RunSettings.on_free_ports(folder / "shop").model_copy(
        update={"environment": "development"}
    )
    reporter = Reporter()
    prepare(settings, reporter)
    rival = StockRasa(folder / "stock", epochs=stock_epochs)
    rival.train(settings, reporter)
    plan = Plan(rounds, seconds, customers)
    report = {
        "machine": figures.machine(),
        "customers": customers,
        "stock_epochs": stock_epochs,
        **_measured(settings, rival, plan, reporter),
    }
    print_report(report, as_json=as_json, table=lambda console: _show(console, report))


def _measured(
    settings: RunSettings, rival: StockRasa, plan: Plan, reporter: Reporter
) -> dict[str, Any]:
    """Ours alone first, then both; every process ends here."""
    ports = settings.ports
    own = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    # Another free port, as this assistant's own are all spoken for.
    other = RunSettings.on_free_ports(settings.var).bot_port
    theirs = settings.model_copy(update={"bot_port": other})
    with (
        serving(settings, "actions", f"{own['actions']}/health") as actions,
        serving(settings, "gateway", f"{own['gateway']}/health"),
        serving(settings, "bot", f"{own['bot']}/status") as bot,
    ):
        with reporter.working("Order status through the gateway") as tell:
            turns = asyncio.run(turns_through_gateway(own["gateway"], tell))
        with serving(theirs, "stock", f"http://127.0.0.1:{other}/", rival) as raw:
            both = [
                Contestant(ours(settings.bot_port), bot),
                Contestant(stock(other), raw),
            ]
            with reporter.working("Rounds in turn") as tell:
                asyncio.run(race(settings, both, actions, plan, tell))
            return _report(both, turns)


def _report(both: list[Contestant], turns: list[float]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        one.bot.name: {
            **figures.of_rounds(one.rounds),
            "start_seconds": round(one.server.started_in, 1),
            "memory_mb": one.server.megabytes,
        }
        for one in both
    }
    mine, theirs = (one.rounds for one in both)
    return {
        "ratio": figures.ratio(mine, theirs),
        "order_status_turn": {"turns": len(turns), **figures.waiting(turns)},
        **shown,
    }


def _show(console: Console, report: dict[str, Any]) -> None:
    table = Table("", "ours", "stock Rasa 3.6.21")
    for row, value in report["ours"].items():
        table.add_row(row, str(value), str(report["stock"][row]))
    console.print(table)
    turn = report["order_status_turn"]
    console.print(
        f"Order status through the gateway, alone: p50 {turn['p50_ms']} ms,"
        f" p95 {turn['p95_ms']} ms, p99 {turn['p99_ms']} ms."
    )
    console.print(
        f"Stock Rasa was trained for {report['stock_epochs']} epochs, not its default"
        " of 100: that changes how well it understands, not how fast it answers."
    )
