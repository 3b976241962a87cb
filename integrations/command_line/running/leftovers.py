"""Who runs this folder's assistant, so that a killed start leaves no strays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from integrations.command_line.running.errors import AlreadyRunning
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings

ENDING_SECONDS = 5.0


class Record(BaseModel):
    """The process that started the others, and of each the moment of its start."""

    supervisor: int = 0
    processes: dict[int, str] = {}

    def living(self) -> list[int]:
        """Those that live; a number given to another process since does not count."""
        return [pid for pid, begun in self.processes.items() if begun == _begun(pid)]


def remember(settings: RunSettings, pids: Iterable[int]) -> None:
    """Note this process and those that it started."""
    known = {pid: _begun(pid) for pid in [os.getpid(), *pids]}
    record = Record(supervisor=os.getpid(), processes=known)
    _file(settings).write_text(record.model_dump_json(), "utf-8")


def forget(settings: RunSettings) -> None:
    """Everything that was noted has ended."""
    _file(settings).unlink(missing_ok=True)


def running(settings: RunSettings) -> int | None:
    """The process that runs this folder's assistant now."""
    record = _read(settings)
    return record.supervisor if record.supervisor in record.living() else None


def refuse_if_running(settings: RunSettings) -> None:
    """Raises AlreadyRunning while this folder's assistant is up."""
    pid = running(settings)
    if pid is not None:
        raise AlreadyRunning(
            f"Shopkeeper is running in this folder (process {pid}). Stop it with"
            " Ctrl-C in its window, then run the same command again."
        )


def clear(settings: RunSettings, reporter: Reporter) -> None:
    """End the processes that a killed start left behind."""
    record = _read(settings)
    for stray in record.living():
        reporter.say(f"  Ending process {stray}, left by a start that was killed.")
        try:
            os.killpg(stray, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it was ending already
    deadline = time.monotonic() + ENDING_SECONDS
    while record.living() and time.monotonic() < deadline:
        time.sleep(0.1)  # its port is free only after its end
    forget(settings)


def _file(settings: RunSettings) -> Path:
    settings.var.mkdir(parents=True, exist_ok=True)
    return settings.var / "running.json"


def _read(settings: RunSettings) -> Record:
    try:
        return Record.model_validate_json(_file(settings).read_text("utf-8"))
    except (FileNotFoundError, ValidationError):
        return Record()


def _begun(pid: int) -> str:
    shown = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)],  # noqa: S607 - wherever ps is
        capture_output=True,
        text=True,
        check=False,
    )
    return shown.stdout.strip()
