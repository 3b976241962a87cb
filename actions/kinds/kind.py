"""What every kind of answer can do: read one from a message, and offer choices."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.dialogue import OpenTask
from actions.reply import Button
from actions.tasks.definition import Question
from actions.turn import Turn


@dataclass(frozen=True)
class Value:
    """The answer. ``certain`` ones win over what the message seems to be about."""

    value: Any
    certain: bool = True


@dataclass(frozen=True)
class Unfit:
    """The message answers, but not so that it can be used; says why."""

    response: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Half:
    """A part of the answer, which is kept; asks for the rest."""

    known: dict[str, str]
    response: str


@dataclass(frozen=True)
class More:
    """A part of an answer that has several parts; the question goes on."""

    value: Any


@dataclass(frozen=True)
class Several:
    """The message fits more than one; the customer has to choose."""

    values: tuple[str, ...]


Reading = Value | Unfit | Half | More | Several | None


@dataclass(frozen=True)
class Options:
    """What the customer may choose from: buttons, the values, and how to show them."""

    buttons: tuple[Button, ...] = ()
    values: tuple[str, ...] = ()
    payload: dict[str, Any] = field(default_factory=dict)
    listing: str = ""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], *, numbered: bool = False) -> Options:
        """A button a value that says its title; ``numbered`` lists the titles too."""
        offered = list(pairs)
        values = [value for value, _ in offered]
        titles = [title for _, title in offered]
        lines = [f"{n}. {title}" for n, title in enumerate(titles, start=1)]
        return cls(
            buttons=tuple(Button(title, title) for title in titles),
            values=tuple(values),
            listing="\n".join(lines) if numbered else "",
        )


class AnswerKind(ABC):
    """A kind of answer; stateless, one instance serves everybody."""

    @abstractmethod
    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The answer in the message, or None. ``asked``: the question is open."""

    def named(self, turn: Turn, task: OpenTask, question: Question) -> Reading:
        """What the message names outright, as a correction of an earlier answer."""
        return None

    def shown(self, turn: Turn, task: OpenTask, value: Any) -> str:
        """A collected answer as the customer recognises it."""
        return str(value)

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """What to offer with the question; nothing unless the kind knows better."""
        return Options()
