"""Steps are done once, again when what they rest on changes, and fail in a sentence."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import inspect

from integrations.command_line.running import training
from integrations.command_line.running.commands import run_logged
from integrations.command_line.running.errors import StepFailed
from integrations.command_line.running.reporter import Reporter, Tell
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.stamps import Stamp, digest
from integrations.command_line.running.steps import Step, tables_step, take
from knowledge.database.session import make_engine


@pytest.fixture
def said() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def settings(tmp_path: Path) -> RunSettings:
    return RunSettings.on_free_ports(tmp_path / "var")


def test_a_step_that_is_done_is_not_done_again(said: io.StringIO) -> None:
    done: list[str] = []
    step = Step("Tables", lambda: not done, lambda tell: done.append("once"))
    for _ in range(2):
        take(step, Reporter(Console(file=said)))
    assert done == ["once"]
    assert "Tables: done in 0 s" in said.getvalue()
    assert "Tables: already done" in said.getvalue()


def test_a_step_that_breaks_unforeseen_still_ends_in_a_sentence(
    said: io.StringIO,
) -> None:
    def fall(tell: Tell) -> None:
        raise KeyError("colour")

    with pytest.raises(StepFailed) as stop:
        take(Step("Demo shop", lambda: True, fall), Reporter(Console(file=said)))
    assert stop.value.sentence.startswith("Demo shop: ")
    assert "KeyError: 'colour'" in stop.value.details


def test_the_tables_are_made_once(settings: RunSettings) -> None:
    engine = make_engine(settings.database)
    step = tables_step(engine)
    assert step.is_needed()
    step.do(lambda *_: None)
    assert not step.is_needed()
    assert "products" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_stamp_holds_until_a_file_changes(tmp_path: Path) -> None:
    file, stamp = tmp_path / "domain.yml", Stamp(tmp_path / "models" / ".trained")
    file.write_text("intents: []")
    assert not stamp.holds(digest([file]))
    stamp.set(digest([file]))
    assert stamp.holds(digest([file]))
    file.write_text("intents: [greet]")
    assert not stamp.holds(digest([file]))
    assert digest([file]) != digest([file, tmp_path / "absent.yml"])


def test_a_model_is_stale_when_its_data_change(
    settings: RunSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nlu = tmp_path / "data" / "nlu" / "orders.yml"
    nlu.parent.mkdir(parents=True)
    nlu.write_text("nlu: []")
    assert training.is_stale(settings)  # there is none
    model = settings.var / "models" / "a.tar.gz"
    model.parent.mkdir(parents=True)
    model.write_bytes(b"")
    training.stamp(settings).set(digest(training.inputs(settings)))
    assert not training.is_stale(settings)
    nlu.write_text("nlu: [changed]")
    assert training.is_stale(settings)


def test_the_newest_model_is_the_one_that_was_written_last(
    settings: RunSettings,
) -> None:
    models = settings.var / "models"
    models.mkdir(parents=True)
    for moment, name in enumerate(["b.tar.gz", "a.tar.gz"], start=1):
        (models / name).write_bytes(b"")
        os.utime(models / name, (moment, moment))
    assert training.newest_model(settings) == models / "a.tar.gz"


def test_a_command_that_fails_shows_its_last_lines(tmp_path: Path) -> None:
    told: list[str] = []
    code = "print('reading'); print('broken file'); raise SystemExit(2)"
    with pytest.raises(StepFailed) as stop:
        run_logged(
            [sys.executable, "-c", code],
            environment=os.environ,
            log=tmp_path / "logs" / "train.log",
            tell=lambda what, done, total: told.append(what),
            advice="The model could not be trained.",
        )
    assert stop.value.sentence.startswith("The model could not be trained.")
    assert stop.value.details == "reading\nbroken file"
    assert told == ["reading", "broken file"]
    assert (tmp_path / "logs/train.log").read_text() == "reading\nbroken file\n"


def test_every_process_hears_the_same_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(
        "SHOPKEEPER_SECRET=from-the-file\nSHOPKEEPER_BOT_PORT=6000\n"
    )
    settings = RunSettings()
    variables = settings.variables()
    assert settings.bot_port == 6000
    assert variables["SHOPKEEPER_SECRET"] == "from-the-file"
    assert variables["SHOPKEEPER_BOT_URL"] == "http://127.0.0.1:6000"
    assert variables["SHOPKEEPER_VAR"] == str(tmp_path / "var")
