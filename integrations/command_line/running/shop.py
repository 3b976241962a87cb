"""A whole assistant, started and stopped as one: by ``shopkeeper up`` and by tests."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

from integrations.command_line.running import leftovers
from integrations.command_line.running.errors import NotHealthy
from integrations.command_line.running.processes import (
    Process,
    check_ports,
    processes,
)
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.steps import prepare
from integrations.command_line.running.supervisor import Supervisor

MOST_FALLS = 3
SHOWN_LINES = 20


class RunningShop:
    """Prepares what is missing, runs every process, stops them without a trace.

    >>> with RunningShop(RunSettings.on_free_ports(folder)) as shop:  # doctest: +SKIP
    ...     httpx.get(f"{shop.gateway}/health")
    """

    def __init__(
        self,
        settings: RunSettings,
        *,
        reporter: Reporter | None = None,
        output: TextIO | None = sys.stdout,
        preparation: Callable[[RunSettings, Reporter], None] = prepare,
    ) -> None:
        self.settings = settings
        self._prepare = preparation
        self.reporter = reporter or Reporter()
        self._processes = processes(settings)
        self._noted: list[int] = []
        self._is_started = False
        self._supervisor = Supervisor(
            {process.name: process.command for process in self._processes},
            environment=settings.variables(),
            logs=settings.var / "logs",
            output=output,
        )

    @property
    def gateway(self) -> str:
        """The address that customers reach."""
        return f"http://127.0.0.1:{self.settings.gateway_port}"

    @property
    def console(self) -> str:
        """The address that staff reach."""
        return f"http://127.0.0.1:{self.settings.console_port}"

    @property
    def bot(self) -> str:
        """The address of Rasa, for this machine only."""
        return f"http://127.0.0.1:{self.settings.bot_port}"

    def pid(self, name: str) -> int | None:
        """The process that runs under this name now, None between two lives."""
        return self._supervisor.kept[name].pid

    def start(self) -> None:
        """Prepare, start, wait until healthy; on any failure nothing is left behind."""
        leftovers.refuse_if_running(self.settings)
        leftovers.clear(self.settings, self.reporter)
        check_ports(self.settings)
        self._prepare(self.settings, self.reporter)
        self._is_started = True
        try:
            self._supervisor.start()
            self._wait()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End every process and all its children; nothing to do before a start."""
        if not self._is_started:
            return
        self._supervisor.stop()
        leftovers.forget(self.settings)

    def note(self) -> None:
        """Remember which processes run now, should this one be killed."""
        pids = [kept.pid for kept in self._supervisor.kept.values() if kept.pid]
        if pids != self._noted:
            leftovers.remember(self.settings, pids)
            self._noted = pids

    def wait_until_healthy(self, name: str, seconds: float = 60) -> None:
        """Wait for one process, as after it was killed; raises NotHealthy."""
        process = next(each for each in self._processes if each.name == name)
        deadline = time.monotonic() + seconds
        while not self._is_healthy(process):
            if time.monotonic() > deadline:
                raise self._not_healthy(name, f"within {seconds:.0f} s")
            time.sleep(0.2)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _wait(self) -> None:
        limit = self.settings.start_seconds
        deadline = time.monotonic() + limit
        waiting = list(self._processes)
        while waiting:
            self.note()
            waiting = [process for process in waiting if not self._is_healthy(process)]
            for process in waiting:
                if self._supervisor.kept[process.name].falls >= MOST_FALLS:
                    raise self._not_healthy(process.name, f"in {MOST_FALLS} attempts")
            if waiting and time.monotonic() > deadline:
                raise self._not_healthy(waiting[0].name, f"within {limit:.0f} s")
            time.sleep(0.3)

    def _is_healthy(self, process: Process) -> bool:
        return self.pid(process.name) is not None and process.is_healthy()

    def _not_healthy(self, name: str, how_long: str) -> NotHealthy:
        lines = list(self._supervisor.kept[name].last_lines)[-SHOWN_LINES:]
        log = self._supervisor.log.file(name)
        return NotHealthy(
            f"The {name} did not come up {how_long}: its last lines are above, the"
            f" whole log is {log}.",
            details="\n".join(lines),
        )
