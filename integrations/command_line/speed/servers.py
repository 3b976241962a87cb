"""One process of the measurement: how soon it answers, and the memory it takes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from integrations.command_line.running.errors import NotHealthy
from integrations.command_line.running.supervisor import Supervisor

START_SECONDS = 120.0


class Server:
    """Started by us, and ended by us with all its children, whatever happens."""

    def __init__(
        self,
        name: str,
        command: str,
        *,
        environment: Mapping[str, str],
        logs: Path,
        is_up: Callable[[], bool],
    ) -> None:
        self.name = name
        self.started_in = 0.0
        self._is_up = is_up
        self._supervisor = Supervisor(
            {name: f"exec {command}"}, environment=environment, logs=logs, output=None
        )

    def __enter__(self) -> Self:
        begun = time.monotonic()
        self._supervisor.start()
        try:
            while not self._is_up():
                self._check(time.monotonic() - begun)
                time.sleep(0.1)
        except BaseException:
            self._supervisor.stop()
            raise
        self.started_in = time.monotonic() - begun
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._supervisor.stop()

    @property
    def is_running(self) -> bool:
        """Whether the process is there now."""
        return self._supervisor.kept[self.name].pid is not None

    @property
    def megabytes(self) -> int:
        """The memory that the process holds now."""
        pid = self._supervisor.kept[self.name].pid
        shown = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)],  # noqa: S607 - wherever ps is
            capture_output=True,
            text=True,
            check=False,
        )
        return int(shown.stdout.strip() or 0) // 1024

    @property
    def cpu_seconds(self) -> float | None:
        """The processor time taken so far; None where the system does not tell."""
        pid = self._supervisor.kept[self.name].pid
        try:
            shown = Path(f"/proc/{pid}/stat").read_text("utf-8")
        except OSError:
            return None
        # The name, in brackets, may hold blanks; time is the 14th and 15th field.
        fields = shown.rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _check(self, waited: float) -> None:
        kept = self._supervisor.kept[self.name]
        if kept.falls or waited > START_SECONDS:
            log = self._supervisor.log.file(self.name)
            raise NotHealthy(
                f"The process {self.name} of the measurement did not come up: its last"
                f" lines are above, the whole log is {log}.",
                details="\n".join(list(kept.last_lines)[-20:]),
            )


def answers(address: str) -> Callable[[], bool]:
    """Whether this address answers with success."""

    def _ask() -> bool:
        try:
            return httpx.get(address, timeout=5).is_success
        except httpx.HTTPError:
            return False

    return _ask
