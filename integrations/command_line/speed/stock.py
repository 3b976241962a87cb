"""Stock Rasa as a new project has it, on our domain and our training data."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from integrations.command_line.running import training
from integrations.command_line.running.commands import run_logged
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.stamps import digest

CONFIG = Path(__file__).with_name("stock_config.yml")
DATA = Path("data")
DOMAIN = Path("domain.yml")
# Ours answers an intent without a rule by its policy's fallback (config.yml); stock
# is given a rule for each instead, so that both call the same action.
UNRULED = "action_start_task"
OPENING = "greet"
RASA = f"{training.PYTHON} -m rasa"

# Of each intent the actions that answer it.
Answers = Mapping[str, list[str]]


class StockRasa:
    """A folder with a stock project in it, its model trained once for its contents."""

    def __init__(self, folder: Path, *, epochs: int) -> None:
        self.folder = folder.absolute()
        self.epochs = epochs

    @property
    def model(self) -> Path:
        """Where the model of just this data, configuration and code is."""
        inputs = [CONFIG, DOMAIN, Path("bot/requirements.txt"), *DATA.rglob("*.yml")]
        return self.folder / f"{digest(inputs)[:16]}-{self.epochs}-epochs.tar.gz"

    def train(self, settings: RunSettings, reporter: Reporter) -> None:
        """Train, unless it has been done for the same contents."""
        title = f"Stock Rasa, {self.epochs} epochs"
        if self.model.is_file():
            reporter.skipped(title)
            return
        self.write()
        with reporter.working(title) as tell:
            run_logged(
                shlex.split(self._training()),
                environment=self.variables(settings),
                log=self.folder / "train.log",
                tell=tell,
                advice="Stock Rasa could not be trained: see the lines above.",
            )

    def write(self) -> None:
        """The project's files, as ``rasa init`` would lay them out."""
        data = self.folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        for file in (DATA / "nlu").glob("*.yml"):
            shutil.copy(file, data)
        answers = dict(answers_of(_rules(), _intents()))
        _dump(data / "rules.yml", rules=rules_of(answers))
        _dump(data / "stories.yml", stories=stories_of(answers))
        config = with_epochs(yaml.safe_load(CONFIG.read_text("utf-8")), self.epochs)
        _dump(self.folder / "config.yml", **config)

    def command(self, port: int, *, actions: str) -> str:
        """Plain ``rasa run`` on loopback, trackers in memory, the rest channel."""
        endpoints, credentials = self.folder / "endpoints.yml", self.folder / "rest.yml"
        _dump(endpoints, action_endpoint={"url": actions})
        _dump(credentials, rest=None)
        return (
            f"{RASA} run --model {shlex.quote(str(self.model))} -i 127.0.0.1 -p {port}"
            f" --endpoints {shlex.quote(str(endpoints))}"
            f" --credentials {shlex.quote(str(credentials))}"
        )

    def variables(self, settings: RunSettings) -> Mapping[str, str]:
        """The environment, with nothing written outside the folder or sent home."""
        return {
            **settings.variables(),
            "RASA_TELEMETRY_ENABLED": "false",
            "RASA_CACHE_DIRECTORY": str(self.folder / "cache"),
        }

    def _training(self) -> str:
        # Rasa's check of the stories takes longer than the training; stories that it
        # would glue together for the training alone make no answer slower or faster.
        here = shlex.quote(str(self.folder))
        name = self.model.name.removesuffix(".tar.gz")
        return (
            f"{RASA} train --config {here}/config.yml --domain {DOMAIN}"
            f" --data {here}/data --out {here} --fixed-model-name {name}"
            " --skip-validation --augmentation 0"
        )


def answers_of(
    rules: list[dict[str, Any]], intents: list[str]
) -> Iterator[tuple[str, list[str]]]:
    """Of each intent the actions that answer it, by our rules or by their fallback."""
    ruled = {
        rule["steps"][0]["intent"]: [step["action"] for step in rule["steps"][1:]]
        for rule in rules
    }
    for intent in [*intents, *sorted(set(ruled) - set(intents))]:
        yield intent, ruled.get(intent, [UNRULED])


def with_epochs(config: dict[str, Any], epochs: int) -> dict[str, Any]:
    """The configuration with another number of epochs wherever it has one."""
    changed = {
        key: [part | {"epochs": epochs} if "epochs" in part else part for part in parts]
        for key, parts in config.items()
        if key in ("pipeline", "policies")
    }
    return {**config, **changed}


def rules_of(answers: Answers) -> list[dict[str, Any]]:
    """A rule for every intent."""
    return [{"rule": intent, "steps": _turn(intent, answers)} for intent in answers]


def stories_of(answers: Answers) -> list[dict[str, Any]]:
    """Of every intent a story of two turns: of one alone UnexpecTED cannot learn."""
    return [
        {"story": intent, "steps": [*_turn(OPENING, answers), *_turn(intent, answers)]}
        for intent in answers
    ]


def _turn(intent: str, answers: Answers) -> list[dict[str, str]]:
    return [{"intent": intent}, *({"action": one} for one in answers[intent])]


def _rules() -> list[dict[str, Any]]:
    files = sorted((DATA / "rules").glob("*.yml"))
    return [
        rule
        for file in files
        for rule in yaml.safe_load(file.read_text("utf-8"))["rules"]
    ]


def _intents() -> list[str]:
    found = yaml.safe_load(DOMAIN.read_text("utf-8"))["intents"]
    return [next(iter(one)) if isinstance(one, dict) else one for one in found]


def _dump(file: Path, **contents: Any) -> None:
    file.write_text(
        yaml.safe_dump(contents, sort_keys=False, allow_unicode=True), "utf-8"
    )
