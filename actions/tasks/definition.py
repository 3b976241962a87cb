"""What a task is: read from one YAML file of ``definitions/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).with_name("definitions")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Strict):
    """One thing that a task has to know."""

    kind: str
    ask: str  # the response of domain.yml that asks
    explain: str | None = None  # says more after an answer that did not fit
    optional: bool = False
    options: dict[str, Any] = Field(default_factory=dict)  # for the kind


class Definition(_Strict):
    """A task: what begins it, who may do it, what to collect, what it does."""

    name: str
    starts_with: tuple[str, ...]  # intents
    identity: Literal["none", "matched", "verified"] = "none"
    collect: dict[str, Question] = Field(default_factory=dict)
    article: str | None = None  # the rules, said before anything is asked
    operation: str | None = None  # of knowledge.operations: previewed, agreed, done
    fixed: dict[str, Any] = Field(default_factory=dict)  # its arguments nobody asks for
    effect: str = "carry_out"
    goal: str = ""  # a line for the person who takes over

    def question(self, name: str) -> Question:
        """The question with this name; identity and a yes may belong to any task."""
        return EVERYWHERE.get(name) or self.collect[name]


IDENTITY = Question(
    kind="identity", ask="utter_ask_identity", explain="utter_explain_identity"
)

AGREED = "agreed"  # the explicit yes to a preview
EVERYWHERE = {
    "identity": IDENTITY,
    AGREED: Question(
        kind="confirmation", ask="utter_agree", explain="utter_explain_agree"
    ),
}


def load(folder: Path) -> dict[str, Definition]:
    """The definitions of a folder by name; raises ``ValueError`` naming the file."""
    found: dict[str, Definition] = {}
    for file in sorted(folder.glob("*.yml")):
        try:
            content = yaml.safe_load(file.read_text(encoding="utf-8"))
            definition = Definition.model_validate({"name": file.stem, **content})
        except ValueError as error:
            raise ValueError(f"{file.name}: {error}") from error
        found[definition.name] = definition
    return found


@cache
def definitions() -> dict[str, Definition]:
    """The tasks of this assistant."""
    return load(FOLDER)


def started_by(intent: str) -> Definition | None:
    """The task that this intent begins."""
    for definition in definitions().values():
        if intent in definition.starts_with:
            return definition
    return None
