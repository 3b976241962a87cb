"""The model as it is served: our own labelled messages, asked over Rasa's HTTP API."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from integrations.command_line.evaluation_files import guess
from integrations.command_line.quality.figure import Figures, share
from integrations.command_line.running.processes import processes
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.speed.servers import Server, answers

FALLBACK = "nlu_fallback"
OUTSIDE = "out_of_scope"


@dataclass(frozen=True)
class Labelled:
    """A message that somebody labelled."""

    text: str
    intent: str
    language: str
    kind: str = ""


@dataclass(frozen=True)
class Understood:
    """What the model made of a message: its likeliest intent, and whether it dares."""

    message: Labelled
    likeliest: str
    believed: bool

    @property
    def is_right(self) -> bool:
        """Whether the likeliest intent is the label."""
        return self.likeliest == self.message.intent

    @property
    def is_declined(self) -> bool:
        """Whether the customer is told that this is not for a shop assistant."""
        return not self.believed or self.likeliest == OUTSIDE


class ServedModel:
    """Asks a bot, which is started with the first question, and counts."""

    def __init__(self, start: Callable[[], httpx.Client]) -> None:
        self._start = start

    def holdout(self, file: Path) -> Figures:
        """Phrasings that nobody trained on, by language."""
        found = self._ask(file)
        inside = [one for one in found if one.message.intent != OUTSIDE]
        return {
            language: {
                "intent_accuracy": share([one.is_right for one in of_language]),
                "wrongly_declined": share([one.is_declined for one in of_language]),
            }
            for language, of_language in by(inside, lambda one: one.message.language)
        }

    def question_or_task(self, file: Path) -> Figures:
        """Whether a question of policy is told from a wish to have something done."""
        found = self._ask(file)
        return {
            language: {
                f"{kind}_told_apart": share([is_kind(one) for one in of_kind])
                for kind, of_kind in by(of_language, lambda one: one.message.kind)
            }
            for language, of_language in by(found, lambda one: one.message.language)
        }

    def out_of_scope(self, file: Path) -> Figures:
        """Messages that must be declined."""
        found = self._ask(file)
        return {
            language: {"declined": share([one.is_declined for one in of_language])}
            for language, of_language in by(found, lambda one: one.message.language)
        }

    def _ask(self, file: Path) -> list[Understood]:
        http, found = self._start(), []
        for message in read(file):
            response = http.post("/model/parse", json={"text": message.text})
            response.raise_for_status()
            found.append(understood(message, response.json()))
        return found


def is_kind(one: Understood) -> bool:
    """Whether a question is heard as one, and a task as any task."""
    is_question = one.believed and one.likeliest == "ask_faq"
    return is_question == (one.message.kind == "question")


def understood(message: Labelled, parsed: dict[str, Any]) -> Understood:
    """Rasa's answer; a rejection stands first in its ranking."""
    ranking = [one["name"] for one in parsed["intent_ranking"]]
    likeliest = next(name for name in ranking if name != FALLBACK)
    return Understood(message, likeliest, ranking[0] != FALLBACK)


def read(file: Path) -> Iterator[Labelled]:
    """The rows of a labelled set of ours."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            text = row.get("sentence") or row["text"]
            intent = row.get("label") or row["intent"]
            language = row.get("language") or guess(text)
            yield Labelled(text, intent, language, row.get("kind", ""))


def by(
    found: Iterable[Understood], key: Callable[[Understood], str]
) -> list[tuple[str, list[Understood]]]:
    """Groups in the order of their names."""
    groups: dict[str, list[Understood]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return sorted(groups.items())


@contextmanager
def served(settings: RunSettings) -> Iterator[httpx.Client]:
    """A bot of our own for as long as it is asked, on a free port."""
    port = RunSettings.on_free_ports(settings.var).bot_port
    own = settings.model_copy(update={"bot_port": port})
    process = next(one for one in processes(own) if one.name == "bot")
    address = f"http://127.0.0.1:{port}"
    with (
        Server(
            "bot",
            process.command.removeprefix("exec "),
            environment=own.variables(),
            logs=settings.var / "logs" / "evaluation",
            is_up=answers(f"{address}/status"),
        ),
        httpx.Client(base_url=address, timeout=60) as http,
    ):
        yield http
