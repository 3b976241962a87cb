"""Rule sets: what a shop allows, on which conditions, and with which effects."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.database.base import Localised
from knowledge.operations.requests import OPERATIONS
from knowledge.operations.settings import OperationSettings

FOLDER = Path(__file__).with_name("rules")
_COMPARISONS = ("is_", "one_of", "none_of", "at_most", "at_least", "empty")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Reference(_Strict):
    """A value that is known only when the rule is applied."""

    fact: str | None = None
    setting: str | None = None


Value = Reference | int | str | bool


class Test(_Strict):
    """A comparison of one fact; true when every comparison given holds."""

    fact: str
    is_: Value | None = Field(default=None, alias="is")
    one_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    at_most: Value | None = None
    at_least: Value | None = None
    empty: bool | None = None

    @model_validator(mode="after")
    def _compares(self) -> Self:
        if all(getattr(self, name) is None for name in _COMPARISONS):
            raise ValueError(f"the test of {self.fact} compares it with nothing")
        return self


class Rule(Test):
    """A condition with a name; ``when`` says whether it applies at all.

    ``instead`` names operations that may help, ``offer`` the argument whose lawful
    values are offered.
    """

    name: str
    when: tuple[Test, ...] = ()
    instead: tuple[str, ...] = ()
    offer: str | None = None


class Holiday(_Strict):
    """Orders placed in ``months`` may go back until this day of the next year."""

    months: tuple[int, ...]
    month: int
    day: int


class Window(_Strict):
    """For how long something is possible after ``since``."""

    since: str  # delivered | placed
    days: Reference | int | None = None
    months: Reference | int | None = None
    holiday: Holiday | None = None


class Fee(_Strict):
    """What is kept back, when all of ``when`` hold."""

    name: str
    amount: Reference | int
    when: tuple[Test, ...] = ()


class OperationRules(_Strict):
    """One operation: its conditions, in the order in which they are checked."""

    rules: tuple[Rule, ...]
    reasons: tuple[str, ...] = ()
    window: Window | None = None
    # The window by the value of another fact: {"damaged": ..., "faulty": ...}
    windows_by: str | None = None
    windows: dict[str, Window] = Field(default_factory=dict)
    fees: tuple[Fee, ...] = ()
    status: str | None = None  # of the order afterwards
    refund: str = "net"  # of a cancellation: net | every_entry
    stamps: bool = True  # whether the order keeps when it was asked for
    only_once: bool = False  # said in the preview


class Setting(_Strict):
    """A number that staff edit as a fact of the shop."""

    fact: str
    default: int


class RuleSet(_Strict):
    """The rules of one shop."""

    name: str
    version: int
    sources: tuple[str, ...] = ()
    settings: dict[str, Setting] = Field(default_factory=dict)
    # How long a bank takes, in words.
    refund_time: Localised
    operations: dict[str, OperationRules]
    digest: str = ""

    @property
    def label(self) -> str:
        """Name, version and content: ``demo-1+ab12cd34``."""
        return f"{self.name}-{self.version}+{self.digest}"

    @model_validator(mode="after")
    def _knows_its_operations(self) -> Self:
        unknown = set(self.operations) - set(OPERATIONS)
        if unknown:
            raise ValueError(f"no such operations: {', '.join(sorted(unknown))}")
        return self


def load(file: Path) -> RuleSet:
    """The rule set of a file; raises ``ValueError`` naming the file."""
    text = file.read_text(encoding="utf-8")
    try:
        content: dict[str, Any] = yaml.safe_load(text)
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        return RuleSet.model_validate({"name": file.stem, "digest": digest, **content})
    except (ValueError, TypeError, yaml.YAMLError) as error:
        raise ValueError(f"{file.name}: {error}") from error


@cache
def rule_sets() -> dict[str, RuleSet]:
    """Every rule set by its name."""
    return {file.stem: load(file) for file in sorted(FOLDER.glob("*.yml"))}


def rules_for(source: str) -> RuleSet:
    """The rules of the shop that a record came from."""
    for rules in rule_sets().values():
        if source in rules.sources:
            return rules
    return rule_sets()[OperationSettings().rules]
