"""Follows the table of entries, so that processes see each other's without a broker.

One follower per process asks the database a few times a second for entries with
higher ids and announces them on the hub.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError

from integrations.realtime.hub import Happening, Hub
from knowledge.conversations import queries
from knowledge.conversations.models import Entry
from knowledge.database.session import Database

log = structlog.get_logger()

_LIMIT = 500


class Position:
    """How far the follower has read, with the ids that were skipped on the way.

    PostgreSQL gives ids out before transactions commit, so that 8 may be seen
    before 7. Skipped ids are asked for again until they appear or are given up:
    a transaction that rolled back never shows its own.
    """

    def __init__(self, last: int, patience: float = 30.0) -> None:
        self.last = last
        self._patience = patience
        self._skipped: dict[int, float] = {}

    def skipped(self, now: float) -> list[int]:
        """The ids that may still appear."""
        self._skipped = {
            entry_id: since
            for entry_id, since in self._skipped.items()
            if now - since < self._patience
        }
        return list(self._skipped)

    def move(self, ids: Sequence[int], now: float) -> None:
        """Remember that these ids, in growing order, have been seen."""
        for entry_id in ids:
            self._skipped.pop(entry_id, None)
            for missing in range(self.last + 1, entry_id):
                self._skipped[missing] = now
            self.last = max(self.last, entry_id)


class Feed:
    """The follower. ``run`` ends only by being cancelled."""

    def __init__(self, database: Database, hub: Hub, *, interval: float = 0.2) -> None:
        self._database = database
        self._hub = hub
        self._interval = interval
        self._position: Position | None = None

    async def run(self) -> None:
        """Announce new entries for ever; a database that is away is waited for."""
        while True:
            try:
                await self.look()
            except SQLAlchemyError as error:
                log.warning("feed_cannot_read", error=type(error).__name__)
                await asyncio.sleep(1.0)
            await asyncio.sleep(self._interval)

    async def look(self) -> int:
        """Announce what is new since the last look; how many entries that was.

        The first look only finds out where the table ends.
        """
        entries = await asyncio.to_thread(self._new_entries)
        for entry in entries:
            self._hub.publish(happening(entry))
        return len(entries)

    def _new_entries(self) -> list[Entry]:
        now = time.monotonic()
        with self._database.reading() as session:
            if self._position is None:
                self._position = Position(queries.newest_entry_id(session))
                return []
            entries = queries.entries_after(
                session,
                self._position.last,
                _LIMIT,
                also=self._position.skipped(now),
            )
        self._position.move([entry.id for entry in entries], now)
        return entries


def happening(entry: Entry) -> Happening:
    """What the hub tells about an entry."""
    return Happening(
        conversation_id=entry.conversation_id,
        seq=entry.seq,
        author=entry.author,
        kind=entry.kind,
        audience=entry.audience,
    )
