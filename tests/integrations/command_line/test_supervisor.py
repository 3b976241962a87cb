"""Processes are kept running, their lines are merged, and none is left behind."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from integrations.command_line.running.supervisor import Supervisor
from tests.integrations.command_line.waiting import until

WAIT = "import time; time.sleep(60)"
Make = Callable[..., Supervisor]


def python(code: str) -> str:
    return f'exec {sys.executable} -u -c "{code}"'


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def make(tmp_path: Path, output: io.StringIO) -> Iterator[Make]:
    made: list[Supervisor] = []

    def start(stop_seconds: float = 5, **commands: str) -> Supervisor:
        supervisor = Supervisor(
            commands,
            environment={**os.environ, "GREETING": "hello"},
            logs=tmp_path / "logs",
            output=output,
            stop_seconds=stop_seconds,
        )
        made.append(supervisor)
        supervisor.start()
        for kept in supervisor.kept.values():
            until(lambda kept=kept: kept.pid or kept.falls)
        return supervisor

    yield start
    for supervisor in made:
        supervisor.stop()


def test_lines_are_merged_and_kept(
    make: Make, output: io.StringIO, tmp_path: Path
) -> None:
    talk = "import os; print(os.environ['GREETING'], '掌柜'); " + WAIT
    make(shop=python(talk), counter=python("print('one'); " + WAIT))
    until(lambda: "hello 掌柜" in output.getvalue() and "one" in output.getvalue())
    assert "shop       | hello 掌柜" in output.getvalue()
    assert (tmp_path / "logs/shop.log").read_text() == "hello 掌柜\n"


def test_a_killed_process_is_started_again_and_it_is_said(
    make: Make, output: io.StringIO
) -> None:
    kept = make(shop=python(WAIT)).kept["shop"]
    first = kept.pid
    assert first
    os.kill(first, signal.SIGKILL)
    until(lambda: kept.pid not in (None, first))
    assert "shop was ended by SIGKILL; it is started again in 1 s" in output.getvalue()


def test_the_pause_grows_while_it_falls(make: Make, output: io.StringIO) -> None:
    kept = make(shop=python("raise SystemExit(3)")).kept["shop"]
    until(lambda: kept.falls == 2)
    said = output.getvalue()
    assert "shop ended with code 3; it is started again in 1 s" in said
    assert "shop ended with code 3; it is started again in 2 s" in said


# Starts a child that holds the output open, as a web server starts its workers.
PARENT = (
    "import subprocess, sys; "
    f"child = subprocess.Popen([sys.executable, '-c', '{WAIT}']); "
    "print('child', child.pid); child.wait()"
)


def child_of(output: io.StringIO) -> int:
    return int(output.getvalue().split("child ")[-1].split()[0])


def test_stopping_ends_the_children_too(make: Make, output: io.StringIO) -> None:
    supervisor = make(shop=python(PARENT))
    until(lambda: "child " in output.getvalue())
    child, parent = child_of(output), supervisor.kept["shop"].pid
    assert parent and lives(child)
    supervisor.stop()
    until(lambda: not lives(child) and not lives(parent))


def test_a_killed_parents_children_do_not_stay(make: Make, output: io.StringIO) -> None:
    kept = make(shop=python(PARENT)).kept["shop"]
    until(lambda: "child " in output.getvalue())
    child, parent = child_of(output), kept.pid
    assert parent
    os.kill(parent, signal.SIGKILL)
    until(lambda: not lives(child))
    until(lambda: kept.pid not in (None, parent))


def test_who_does_not_listen_is_ended_by_force(make: Make, output: io.StringIO) -> None:
    deaf = "import signal; signal.signal(15, signal.SIG_IGN); print('deaf'); " + WAIT
    supervisor = make(stop_seconds=0.3, shop=python(deaf))
    until(lambda: "deaf" in output.getvalue())
    pid = supervisor.kept["shop"].pid
    assert pid
    supervisor.stop()
    assert not lives(pid)
    assert supervisor.kept["shop"].pid is None
