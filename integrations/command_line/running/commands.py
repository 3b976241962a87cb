"""Runs a command of the preparation, its output in a log, its last line shown."""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from integrations.command_line.running.errors import StepFailed
from integrations.command_line.running.reporter import Tell

SHOWN_LINES = 20


def run_logged(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    log: Path,
    tell: Tell,
    advice: str,
) -> None:
    """Run to the end; raises :class:`StepFailed` with ``advice`` when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    last: deque[str] = deque(maxlen=SHOWN_LINES)
    with (
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            command,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        try:
            for line in process.stdout or ():
                kept.write(line)
                if line.strip():
                    last.append(line.rstrip())
                    tell(line.strip().split("\r")[-1], 0, 0)
        except BaseException:
            process.terminate()  # a stop of ours must not wait minutes for a training
            raise
    if process.returncode:
        raise StepFailed(f"{advice} (The whole log: {log})", details="\n".join(last))
