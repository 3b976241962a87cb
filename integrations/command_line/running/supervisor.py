"""Keeps processes running: starts, restarts, and stops each with all its children."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO

import honcho.process
from honcho.colour import get_colours
from honcho.printer import Message, Printer

KEPT_LINES = 200
STOP_SECONDS = 8.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0  # after so long a fall counts as a first one again
LOG_BYTES = 20_000_000
COLOURS = get_colours()


class Log:
    """Merged, readable output of all processes, and a file for each."""

    def __init__(self, folder: Path, output: TextIO | None, width: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._printer = Printer(output, width=width) if output else None
        self._lock = threading.Lock()

    def file(self, name: str) -> Path:
        """Where the output of a process is kept; the previous one's once, as .old."""
        return self._folder / f"{name}.log"

    def write(self, message: Message) -> None:
        """Print one line and keep it."""
        with self._lock:
            if self._printer:
                self._printer.write(message)
            kept = self.file(message.name)
            if kept.exists() and kept.stat().st_size > LOG_BYTES:
                kept.replace(kept.with_suffix(".old"))
            with kept.open("ab") as stream:
                data = message.data
                stream.write(data if isinstance(data, bytes) else data.encode())


class _Child(honcho.process.Process):  # type: ignore[misc]  # honcho has no types
    """A process in a group of its own, whose lines honcho reads."""

    def has_ended(self) -> bool:
        """Whether it has; its children may still hold its pipe open."""
        return self._child is not None and self._child.poll() is not None

    @property
    def code(self) -> int:
        """How it ended; below zero: by which signal."""
        return int(self._child.returncode)


class Kept:
    """One process, started again with growing pauses as often as it falls."""

    def __init__(
        self, name: str, command: str, *, environment: Mapping[str, str], log: Log
    ) -> None:
        self.name = name
        self.falls = 0
        self.pid: int | None = None
        self.last_lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._command = command
        self._environment = dict(environment)
        self._log = log
        self._colour = next(COLOURS)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=name, daemon=True)

    def start(self) -> None:
        """Start, and keep running from now on."""
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Tell the process and all its children to end."""
        self._stopping.set()
        self._signal(signal.SIGTERM)

    def finish_stopping(self, deadline: float) -> None:
        """Wait until it has ended; at the deadline it is ended by force."""
        self._thread.join(max(0.0, deadline - time.monotonic()))
        if self._thread.is_alive():
            self._signal(signal.SIGKILL)
            self._thread.join()

    def put(self, message: Message) -> None:
        """What the process says of itself: a line, its start, its end."""
        if message.type == "start":
            self.pid = message.data["pid"]
            if self._stopping.is_set():
                self._signal(signal.SIGTERM)
        elif message.type == "line":
            self.last_lines.append(message.data.decode("utf-8", "replace").rstrip())
            self._log.write(message)

    def _keep(self) -> None:
        while not self._stopping.is_set():
            begun = time.monotonic()
            code = self._run_once()
            if self._stopping.is_set():
                return
            steady = time.monotonic() - begun > STEADY_SECONDS
            self.falls = 1 if steady else self.falls + 1
            pause = min(2.0 ** (self.falls - 1), LONGEST_PAUSE)
            self._say(
                f"{self.name} {_ending(code)}; it is started again in {pause:.0f} s"
            )
            self._stopping.wait(pause)

    def _run_once(self) -> int:
        child = _Child(
            self._command,
            name=self.name,
            colour=self._colour,
            env=self._environment,
        )
        reader = threading.Thread(target=child.run, args=(self,), daemon=True)
        reader.start()
        while reader.is_alive() and not child.has_ended():
            reader.join(0.2)
        # Children of a killed process would hold its port and its pipe for ever.
        self._signal(signal.SIGKILL)
        reader.join()
        self.pid = None
        return child.code

    def _signal(self, number: signal.Signals) -> None:
        if self.pid is None:
            return
        # It may have ended by itself in the meantime.
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def _say(self, text: str) -> None:
        self._log.write(
            Message("line", f"{text}\n", datetime.now(), "supervisor", None)  # noqa: DTZ005 - a log for this machine's reader
        )


class Supervisor:
    """All processes together."""

    def __init__(
        self,
        commands: Mapping[str, str],
        *,
        environment: Mapping[str, str],
        logs: Path,
        output: TextIO | None = sys.stdout,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self._stop_seconds = stop_seconds
        self.log = Log(logs, output, max(map(len, [*commands, "supervisor"])))
        self.kept = {
            name: Kept(name, command, environment=environment, log=self.log)
            for name, command in commands.items()
        }

    def start(self) -> None:
        """Start every process."""
        for kept in self.kept.values():
            kept.start()

    def stop(self) -> None:
        """End every process and its children; by force after a few seconds."""
        for kept in self.kept.values():
            kept.ask_to_stop()
        deadline = time.monotonic() + self._stop_seconds
        for kept in self.kept.values():
            kept.finish_stopping(deadline)


def _ending(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"
