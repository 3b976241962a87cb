"""``python -m knowledge.seed [--today 2026-11-21]``: load the demo shop by hand."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

from knowledge.database import tables
from knowledge.database.session import Database
from knowledge.database.settings import DatabaseSettings
from knowledge.seed import load_demo_shop


def main() -> None:
    """Create missing tables, load, and say what is there now."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.seed")
    parser.add_argument("--today", type=date.fromisoformat, default=_today())
    parser.add_argument("--images", type=Path)
    arguments = parser.parse_args()
    images = arguments.images or DatabaseSettings().var / "images"
    started = perf_counter()
    database = Database()
    tables.metadata.create_all(database.engine)
    with database.writing() as session:
        summary = load_demo_shop(
            session, today=arguments.today, images=images, progress=_say
        )
    for name, value in vars(summary).items():
        print(f"{name:16} {value}")
    print(f"{'seconds':16} {perf_counter() - started:.1f}")


def _today() -> date:
    return datetime.now(UTC).date()


def _say(stage: str, done: int, total: int) -> None:
    print(f"{stage}: {done} of {total}", file=sys.stderr)


if __name__ == "__main__":
    main()
