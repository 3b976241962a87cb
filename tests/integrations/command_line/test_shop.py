"""The whole is started in order, waited for, and given up on in one sentence."""

from __future__ import annotations

import io
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from integrations.command_line.running import leftovers
from integrations.command_line.running.errors import (
    AlreadyRunning,
    NotHealthy,
    PortTaken,
)
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.shop import RunningShop
from tests.integrations.command_line.waiting import until

# Answers 200 to everything, as a healthy process does to the question for its health.
SERVER = """
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Healthy(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
port = int(os.environ[f"SHOPKEEPER_{sys.argv[1].upper()}_PORT"])
print(sys.argv[1], "starts in", os.environ["SHOPKEEPER_VAR"])
HTTPServer(("127.0.0.1", port), Healthy).serve_forever()
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunSettings]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "server.py").write_text(SERVER)
    write_procfile()
    yield RunSettings.on_free_ports(tmp_path / "var")


def write_procfile(**other: str) -> None:
    lines = {
        name: f"{sys.executable} -u server.py {name}"
        for name in ("bot", "actions", "gateway", "console")
    }
    lines["indexer"] = f'{sys.executable} -c "import time; time.sleep(60)"'
    text = "".join(f"{name}: {line}\n" for name, line in {**lines, **other}.items())
    Path("Procfile").write_text(text)


def shop(settings: RunSettings, said: io.StringIO | None = None) -> RunningShop:
    return RunningShop(
        settings,
        reporter=Reporter(Console(file=said or io.StringIO())),
        output=None,
        preparation=lambda *_: None,
    )


def test_everything_answers_and_then_nothing(settings: RunSettings) -> None:
    with shop(settings) as running:
        assert httpx.get(f"{running.gateway}/health").text == "ok"
        assert leftovers.running(settings) == os.getpid()
        assert running.pid("indexer")
    for address in (running.gateway, running.console, running.bot):
        with pytest.raises(httpx.ConnectError):
            httpx.get(address)
    assert leftovers.running(settings) is None


def test_a_killed_process_comes_back(settings: RunSettings) -> None:
    with shop(settings) as running:
        before = running.pid("actions")
        assert before
        os.kill(before, signal.SIGKILL)
        until(lambda: running.pid("actions") != before)
        running.wait_until_healthy("actions")
        assert running.pid("actions") != before


def test_a_taken_port_is_said_with_its_setting(settings: RunSettings) -> None:
    taken = socket.create_server(("127.0.0.1", settings.console_port))
    with taken, pytest.raises(PortTaken) as stop:
        shop(settings).start()
    assert str(settings.console_port) in stop.value.sentence
    assert "SHOPKEEPER_CONSOLE_PORT" in stop.value.sentence


def test_who_falls_at_once_is_named_with_his_last_lines(settings: RunSettings) -> None:
    fall = "print('no such table'); raise SystemExit(1)"
    write_procfile(actions=f'{sys.executable} -c "{fall}"')
    with pytest.raises(NotHealthy) as stop:
        shop(settings).start()
    assert "The actions did not come up in 3 attempts" in stop.value.sentence
    assert "no such table" in stop.value.details
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{settings.gateway_port}")


def test_who_never_answers_is_named(settings: RunSettings) -> None:
    write_procfile(gateway=f'{sys.executable} -c "import time; time.sleep(60)"')
    impatient = settings.model_copy(update={"start_seconds": 1.5})
    with pytest.raises(NotHealthy, match="The gateway did not come up within 2 s"):
        shop(impatient).start()


def test_a_second_start_in_the_same_folder_is_refused(settings: RunSettings) -> None:
    with shop(settings):
        second = shop(settings)
        with pytest.raises(AlreadyRunning):
            second.start()
        second.stop()  # what it did not start is not its to stop, nor to forget
        assert leftovers.running(settings) == os.getpid()


def test_what_a_killed_start_left_is_ended(settings: RunSettings) -> None:
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", "import time; time.sleep(60)"],
        os.environ,
        setsid=True,
    )
    leftovers.remember(settings, [process])
    record = settings.var / "running.json"
    own = str(os.getpid())
    record.write_text(record.read_text().replace(own, "999999"))  # its starter is gone
    said = io.StringIO()
    leftovers.clear(settings, Reporter(Console(file=said)))
    _, status = os.waitpid(process, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert f"Ending process {process}" in said.getvalue()


def test_a_number_that_another_process_has_now_is_spared(
    settings: RunSettings,
) -> None:
    leftovers.remember(settings, [])
    record = settings.var / "running.json"
    begun = leftovers.Record.model_validate_json(record.read_text())
    other = {os.getpid(): "another day"}
    record.write_text(begun.model_copy(update={"processes": other}).model_dump_json())
    leftovers.clear(settings, Reporter(Console(file=io.StringIO())))
    assert leftovers.running(settings) is None
