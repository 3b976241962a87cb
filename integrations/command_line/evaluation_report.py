"""Prints an evaluation: one JSON object for programs, a table for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import structlog
import typer
from rich.console import Console


def keep_logs_out() -> None:
    """Warnings go to standard error; unasked, structlog writes where reports go."""
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory())


def print_report(
    report: Mapping[str, Any],
    *,
    as_json: bool,
    table: Callable[[Console], None] | None = None,
) -> None:
    """Standard output gets the report and nothing else."""
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    console = Console(highlight=False)
    for name, value in report.items():
        if not isinstance(value, dict):
            console.print(f"{name:>24}  {value}", markup=False)
    if table:
        table(console)
