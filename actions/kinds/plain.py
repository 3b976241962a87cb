"""Answers that need no look-up: yes or no, words, a contact, a mark, a choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.dialogue import OpenTask
from actions.kinds.kind import AnswerKind, Options, Reading, Unfit, Value
from actions.reply import Button
from actions.tasks.definition import Question
from actions.turn import Turn
from knowledge.words import label

# Intents that are never the free text that a task asks for.
_COMMANDS = ("stop_task", "start_over", "repeat", "request_human", "express_danger")


# "不退了", "不用换了": the wish itself is taken back.
_TAKES_BACK = re.compile(
    r"(?:算了|那?(?:我)?不(?:用|想|要)?\S{0,3}了"
    r"|(?:no,? )?(?:leave it|forget (?:about )?it|never ?mind|don'?t bother))"
    r"[。.!！]?$",
    re.IGNORECASE,
)


def takes_back(text: str) -> bool:
    """Whether the customer does not want it after all."""
    return bool(_TAKES_BACK.match(text.strip()))


class Confirmation(AnswerKind):
    """An explicit yes or no."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """True or False; only as the answer to the question, never guessed ahead."""
        if not asked:
            return None
        if takes_back(turn.text):
            return Value(False)
        return {"affirm": Value(True), "deny": Value(False)}.get(turn.intent)

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """Yes and no."""
        yes, no = (label("button", key, turn.language) for key in ("yes", "no"))
        return Options(buttons=(Button(yes, yes), Button(no, no)), values=(yes, no))


class FreeText(AnswerKind):
    """Whatever the customer writes."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The words; the message that begins a task is not yet its description."""
        words = turn.text.strip()
        if not asked or turn.intent in _COMMANDS or not words:
            return None
        return Value(words)


class Contact(AnswerKind):
    """A telephone number or an e-mail address."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The number or address."""
        found = turn.value("phone") or turn.value("email")
        return Value(found) if found else None


class Rating(AnswerKind):
    """A mark from 1 to 5."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The mark as a whole number."""
        mark = _number(turn)
        if mark is None:
            return None
        return Value(mark) if 1 <= mark <= 5 else Unfit("utter_rating_out_of_range")

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """One to five."""
        marks = tuple(str(mark) for mark in range(1, 6))
        return Options(buttons=tuple(Button(m, m) for m in marks), values=marks)


class Choice(AnswerKind):
    """One of the values in ``options: {values: {key: {en, zh}}}``."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The key of the value whose words the message contains."""
        text = turn.text.casefold()
        for key, words in _values(question).items():
            if any(word.casefold() in text for word in _said_as(words)):
                return Value(key)
        if not asked:
            return None
        place = turn.value("ordinal")
        keys = list(_values(question))
        if place and 0 < place <= len(keys):
            return Value(keys[place - 1])
        return None

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """A button for each value."""
        titles = [words[turn.language] for words in _values(question).values()]
        return Options(
            buttons=tuple(Button(title, title) for title in titles),
            values=tuple(_values(question)),
        )


def _said_as(words: dict[str, Any]) -> list[str]:
    """The titles in both languages and other words for the value."""
    return [words["en"], words["zh"], *words.get("words", [])]


def _values(question: Question) -> dict[str, dict[str, Any]]:
    values: dict[str, dict[str, Any]] = question.options.get("values", {})
    return values


def _number(turn: Turn) -> int | None:
    for entity in ("quantity", "ordinal"):
        value: Any = turn.value(entity)
        if isinstance(value, int):
            return value
    digits = re.search(r"\d+", turn.text)
    return int(digits[0]) if digits else None
