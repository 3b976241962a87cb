"""Conversation files: what a customer types, and what he ought to read in return."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from integrations.command_line.playing import plain_yaml
from integrations.command_line.playing.errors import UnreadableScript
from knowledge.conversations.models import Author, Kind

Language = Literal["en", "zh", "any"]


class Range(BaseModel):
    """How many, or how much; written ``3``, ``1..5``, ``..5000`` or ``2..``."""

    model_config = ConfigDict(frozen=True)

    least: float = float("-inf")
    most: float = float("inf")

    def __contains__(self, number: float) -> bool:
        return self.least <= number <= self.most

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{self.least:g}"
        ends = (
            "" if abs(end) == float("inf") else f"{end:g}"
            for end in (self.least, self.most)
        )
        return "..".join(ends)


def read_range(written: Any) -> Any:
    """A range from what stands in the file; anything else comes back as it is."""
    if isinstance(written, bool):
        return written
    if isinstance(written, int | float):
        return Range(least=written, most=written)
    if not isinstance(written, str) or ".." not in written:
        return written
    try:
        least, most = (float(end) if end else None for end in written.split(".."))
    except ValueError:
        return written
    given = {"least": least, "most": most}
    return Range(**{end: value for end, value in given.items() if value is not None})


def _as_word(written: Any) -> Any:
    """A number is what the customer types as well as any word."""
    return str(written) if type(written) is int else written


def _listed(written: Any) -> Any:
    return written if isinstance(written, list | tuple) else (written,)


Word = Annotated[str, BeforeValidator(_as_word)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]
Count = Annotated[Range, BeforeValidator(read_range)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Expectation(_Strict):
    """What one answer has to be like. What is left out may be anything."""

    author: Author | None = None
    kind: Kind | None = None
    text: Words = ()  # all of these stand in it, whatever their case
    any: Words = ()  # at least one of these
    without: Words = Field(default=(), alias="not")
    buttons: Count | Words | None = None  # how many, or titles that are there
    cards: Count | None = None
    each_card: dict[str, Any] = Field(default_factory=dict)
    fresh_cards: bool = False  # none was shown before in this conversation
    cheaper_cards: bool = False  # than the dearest of those shown just before
    payload: dict[str, Any] = Field(default_factory=dict)


class Turn(_Strict):
    """One thing that the customer does, and the answers to it in their order."""

    say: Word | None = None
    times: int = 1  # the words so often, for very long messages
    press: Word | None = None  # the title or value of a button of the last answers
    pause: float = 0.0  # seconds before
    language: Language | None = None  # of the answers, from here on
    expect: tuple[Expectation, ...] | None = None
    more: bool = False  # other answers may stand between and after those expected
    refused: str | None = None  # the code of the problem that is the answer

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if (self.say is None) == (self.press is None):
            raise ValueError("a turn either says or presses something")
        return self


class HandOver(_Strict):
    """What has to stand in the packet that the desk gets."""

    reason: str | None = None
    goal: Words = ()
    orders: tuple[str, ...] | None = None
    customer_id: str | None = None
    collected: dict[str, Any] = Field(default_factory=dict)
    last_messages: Words = ()


class Aftermath(_Strict):
    """What the database holds when the conversation is over."""

    owner: Literal["assistant", "queue", "agent"] | None = None
    customer: str | None = None
    identity_level: Literal["none", "matched", "verified"] | None = None
    language: Literal["en", "zh"] | None = None
    failed_identifications: int | None = None
    hand_over: HandOver | None = None
    entries: dict[Kind, int] = Field(default_factory=dict)  # how many of each kind
    orders: dict[str, str] = Field(default_factory=dict)  # their status now


class Script(_Strict):
    """One conversation file."""

    name: str
    language: Literal["en", "zh"]
    signed_in: str | None = None  # the id of the customer for whom the shop vouches
    # A customer of whom a copy with all orders is made for this conversation, which
    # may change them; the file goes on naming the customer's own numbers.
    copy_of: str | None = None
    never: Words = ()  # stands in no answer
    turns: tuple[Turn, ...] = Field(min_length=1)
    database: Aftermath | None = None


def read_script(file: Path) -> Script:
    """The conversation of a file; raises ``UnreadableScript`` that says where."""
    try:
        return Script.model_validate(plain_yaml.read(file.read_text("utf-8")))
    except (ValueError, yaml.YAMLError) as error:
        raise UnreadableScript(f"{file}: {error}") from error


def scripts_of(folder: Path) -> Iterator[tuple[Path, Script]]:
    """The conversations of a folder and of those below it, by name of their files."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("*.yml"))
    for file in files:
        yield file, read_script(file)
