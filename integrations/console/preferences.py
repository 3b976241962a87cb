"""What a member likes to see and has read; small files that nobody else needs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

MOST_MARKS = 1000


@dataclass(slots=True)
class MemberPreferences:
    """One member's; ``seen`` maps a conversation to the last moment read in it."""

    dark: bool | None = None  # None follows the browser
    seen: dict[str, str] = field(default_factory=dict)

    def has_seen(self, conversation_id: str, at: datetime) -> bool:
        """Whether the member has read up to ``at``."""
        mark = self.seen.get(conversation_id)
        return mark is not None and datetime.fromisoformat(mark) >= at

    def mark(self, conversation_id: str, at: datetime) -> bool:
        """Remember that he has; whether that is news."""
        if self.has_seen(conversation_id, at):
            return False
        self.seen.pop(conversation_id, None)
        self.seen[conversation_id] = at.isoformat()
        for oldest in list(self.seen)[:-MOST_MARKS]:
            del self.seen[oldest]
        return True


class Preferences:
    """Keeps them in one JSON file per member, replaced atomically."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[int, MemberPreferences] = {}
        self._lock = Lock()

    def of(self, member_id: int) -> MemberPreferences:
        """The member's, shared by all his windows."""
        if member_id not in self._loaded:
            self._loaded[member_id] = self._read(member_id)
        return self._loaded[member_id]

    def save(self, member_id: int) -> None:
        """Write them down; called in a thread."""
        with self._lock:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._path(member_id)
            beside = path.with_suffix(".new")
            beside.write_text(json.dumps(asdict(self.of(member_id))), encoding="utf-8")
            beside.replace(path)

    def _read(self, member_id: int) -> MemberPreferences:
        try:
            kept = json.loads(self._path(member_id).read_text(encoding="utf-8"))
            return MemberPreferences(kept.get("dark"), kept.get("seen") or {})
        except (OSError, ValueError):
            # Losing read marks costs a few bold lines; it must not lock anybody out.
            return MemberPreferences()

    def _path(self, member_id: int) -> Path:
        return self._folder / f"{member_id}.json"
