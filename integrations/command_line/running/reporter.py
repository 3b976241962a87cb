"""Says what is being done, how far it is, and what was done already."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed

# What is being worked on, how many are done, of how many (0: nobody knows).
Tell = Callable[[str, int, int], None]


class Reporter:
    """Prints one line a step, and in a terminal a moving bar under way."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(stderr=True, highlight=False)

    def say(self, text: str) -> None:
        """Print one line."""
        self.console.print(text, markup=False, soft_wrap=True)

    def skipped(self, title: str) -> None:
        """Say that a step had been done before."""
        self.say(f"  {title}: already done")

    @contextmanager
    def working(self, title: str) -> Iterator[Tell]:
        """Show a step under way; the block may tell how far it is."""
        begun = time.monotonic()
        if not self.console.is_terminal:
            self.say(f"  {title} …")
        with Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[detail]}", markup=False),
            Elapsed(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        ) as progress:
            task = progress.add_task(title, total=None, detail="")

            def tell(what: str, done: int, total: int) -> None:
                detail = f"{what} {done}/{total}" if total else what[:60]
                progress.update(
                    task, completed=done, total=total or None, detail=detail
                )

            yield tell
        self.say(f"  {title}: done in {time.monotonic() - begun:.0f} s")
