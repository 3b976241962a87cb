"""What customers say during the measurement, and conversations to say it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from sqlalchemy.orm import Session

from knowledge.clock import now
from knowledge.conversations.timeline import open_conversation
from knowledge.database.session import Database

FILE = Path(__file__).with_name("messages.yml")
OPENED_AT_ONCE = 50


@dataclass(frozen=True)
class Script:
    """The messages of one customer, in order, and what people put around them."""

    customer: str
    language: str
    messages: tuple[str, ...]
    before: tuple[str, ...] = ("",)
    behind: tuple[str, ...] = ("",)

    def said(self, number: int) -> tuple[str, ...]:
        """The messages in the words of this visit; no other visit soon has the same."""
        around = len(self.before), len(self.behind)
        place = number % (around[0] * around[1])
        before = self.before[place % around[0]]
        behind = self.behind[place // around[0]]
        return tuple(f"{before}{message}{behind}" for message in self.messages)


@dataclass(frozen=True)
class Visit:
    """A conversation that is open, and what its customer is going to say in it."""

    conversation_id: str
    language: str
    messages: tuple[str, ...]


def scripts() -> list[Script]:
    """One script for each language."""
    return [
        Script(
            one["customer"],
            one["language"],
            *(tuple(one[name]) for name in ("messages", "before", "behind")),
        )
        for one in yaml.safe_load(FILE.read_text("utf-8"))
    ]


def visits(database: Database, known: Sequence[Script]) -> Iterator[Visit]:
    """New conversations of customers whom the shop vouches for, languages in turn."""
    number = 0
    while True:
        # Many at once: opening one must not take the measured bot's time.
        with database.writing() as session:
            opened = [
                _open(session, script, number + place)
                for place in range(OPENED_AT_ONCE)
                for script in known
            ]
        number += OPENED_AT_ONCE
        yield from opened


def _open(session: Session, script: Script, number: int) -> Visit:
    conversation = open_conversation(
        session,
        channel="web",
        language=script.language,
        customer_id=script.customer,
        identity_level="verified",
        at=now(),
    )
    return Visit(conversation.id, script.language, script.said(number))
