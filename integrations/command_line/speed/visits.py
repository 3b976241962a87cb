"""What customers say during the measurement, and conversations to say it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import yaml

from knowledge.clock import now
from knowledge.conversations.timeline import open_conversation
from knowledge.database.session import Database

FILE = Path(__file__).with_name("messages.yml")


@dataclass(frozen=True)
class Script:
    """The messages of one customer, in order."""

    customer: str
    language: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Visit:
    """A conversation that is open, and what its customer is going to say in it."""

    conversation_id: str
    script: Script


def scripts() -> list[Script]:
    """One script for each language."""
    return [
        Script(one["customer"], one["language"], tuple(one["messages"]))
        for one in yaml.safe_load(FILE.read_text("utf-8"))
    ]


def open_visits(
    database: Database, known: Sequence[Script], *, count: int
) -> list[Visit]:
    """New conversations of customers whom the shop vouches for, languages in turn."""
    with database.writing() as session:
        return [
            Visit(
                open_conversation(
                    session,
                    channel="web",
                    language=script.language,
                    customer_id=script.customer,
                    identity_level="verified",
                    at=now(),
                ).id,
                script,
            )
            for script in islice(cycle(known), count)
        ]
