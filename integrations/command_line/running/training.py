"""The Rasa model: when it is stale, how it is trained, how it replaces the old one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx

from integrations.command_line.running.commands import run_logged
from integrations.command_line.running.errors import StepFailed
from integrations.command_line.running.reporter import Reporter, Tell
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.stamps import Stamp, digest

PYTHON = ".venv-bot/bin/python"


def inputs(settings: RunSettings) -> Iterator[Path]:
    """Every file that a model depends on."""
    yield from (Path("config.yml"), Path("domain.yml"), Path("bot/requirements.txt"))
    yield from Path("data").rglob("*.yml")
    yield from Path("bot").rglob("*.py")
    yield settings.var / "encoder" / "manifest.json"


def stamp(settings: RunSettings) -> Stamp:
    """What the newest model was trained with."""
    return Stamp(settings.var / "models" / ".trained")


def newest_model(settings: RunSettings) -> Path | None:
    """The model that a starting bot would load."""
    models = (settings.var / "models").glob("*.tar.gz")
    return max(models, key=lambda model: model.stat().st_mtime, default=None)


def is_stale(settings: RunSettings) -> bool:
    """Whether there is no model, or one of other data, words, settings or code."""
    return newest_model(settings) is None or not stamp(settings).holds(
        digest(inputs(settings))
    )


def validate(settings: RunSettings, tell: Tell) -> None:
    """Let Rasa look for contradictions between the domain and the training data."""
    _bot(
        settings,
        tell,
        [
            "rasa",
            "data",
            "validate",
            "--config",
            "config.yml",
            "--domain",
            "domain.yml",
        ],
        log="validate.log",
        advice="The training data contradict themselves: see the lines above.",
    )


def train(settings: RunSettings, tell: Tell) -> Path:
    """Train a model; the file that it is in."""
    key = digest(inputs(settings))
    _bot(
        settings,
        tell,
        ["bot.train", "--force"],
        log="train.log",
        advice="The model could not be trained: see the lines above.",
    )
    model = newest_model(settings)
    if model is None:
        raise StepFailed(f"The training left no model in {settings.var / 'models'}.")
    stamp(settings).set(key)
    return model


def replace_running(settings: RunSettings, model: Path, reporter: Reporter) -> None:
    """Let a running bot take up the model between two messages."""
    address = f"http://127.0.0.1:{settings.bot_port}/model"
    try:
        answer = httpx.put(
            address, json={"model_file": str(model.absolute())}, timeout=120
        )
    except httpx.ConnectError:
        reporter.say("  No bot is running; the next start loads the new model.")
        return
    if answer.is_error:
        raise StepFailed(
            "The running bot refused the new model and keeps the old one: "
            f"{answer.text[:300]}"
        )
    reporter.say("  The running bot answers with the new model.")


def _bot(
    settings: RunSettings, tell: Tell, module: list[str], *, log: str, advice: str
) -> None:
    run_logged(
        [PYTHON, "-m", *module],
        environment={**settings.variables(), "RASA_TELEMETRY_ENABLED": "false"},
        log=settings.var / "logs" / log,
        tell=tell,
        advice=advice,
    )
