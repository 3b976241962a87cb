"""Conversations of the bot in one SQLite table, one small row for each.

Rasa's own SQL store writes a row per event and reads them all back on every turn.
What a customer may read again is in the gateway's timeline; here only that is
kept which the next turn needs: every slot, and the events of the last few turns.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.settings import read_settings

# Rules and tasks look at the present turn and the slots, and every kept event is read,
# replayed and sent to the action server again in the next turn.
KEPT_TURNS = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS trackers (
    sender_id TEXT PRIMARY KEY,
    dialogue TEXT NOT NULL,
    updated_at REAL NOT NULL
)
"""
_UPSERT = """
INSERT INTO trackers VALUES (?, ?, ?)
ON CONFLICT (sender_id) DO UPDATE
SET dialogue = excluded.dialogue, updated_at = excluded.updated_at
"""


class CompactTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Survives a restart in the middle of a conversation."""

    def __init__(
        self,
        domain: Domain | None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        folder = read_settings().var
        folder.mkdir(parents=True, exist_ok=True)
        self._rows = sqlite3.connect(
            folder / "tracker.db", isolation_level=None, check_same_thread=False
        )
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.execute("PRAGMA synchronous=NORMAL")
        self._rows.execute("PRAGMA busy_timeout=5000")
        self._rows.execute(_SCHEMA)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write what the next turn needs."""
        await self.stream_events(tracker)
        text = json.dumps(
            {
                "name": tracker.sender_id,
                "events": [event.as_dict() for event in compacted(tracker)],
            },
            ensure_ascii=False,
        )
        self._rows.execute(_UPSERT, (tracker.sender_id, text, time.time()))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was after its last turn, or None."""
        row = self._rows.execute(
            "SELECT dialogue FROM trackers WHERE sender_id = ?", (sender_id,)
        ).fetchone()
        return self.deserialise_tracker(sender_id, row[0]) if row else None

    async def keys(self) -> Iterable[str]:
        """Every conversation's id."""
        return [row[0] for row in self._rows.execute("SELECT sender_id FROM trackers")]


def compacted(tracker: DialogueStateTracker, turns: int = KEPT_TURNS) -> list[Event]:
    """The values of the slots, then the events since the last ``turns`` messages.

    Replaying them gives the same slots: a slot that a kept event sets ends at that
    event's value, which is the latest there is, and any other at the value in front.
    """
    events = list(tracker.events)
    messages = [i for i, e in enumerate(events) if isinstance(e, UserUttered)]
    # The event before a message is the listening that waited for it.
    start = max(messages[-turns] - 1, 0) if len(messages) > turns else 0
    if start == 0:
        return events
    slots = [
        SlotSet(slot.name, slot.value)
        for slot in tracker.slots.values()
        if slot.value != slot.initial_value
    ]
    return [*slots, *events[start:]]
