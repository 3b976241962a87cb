"""When the thresholds of answers are fitted again: after an edit is live, not before.

Fitting plays every stored phrasing once more, which takes seconds; an editor waits
for the words, not for the thresholds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from knowledge.faq.calibration import calibrate
from retrieval.embedding import Embedder
from retrieval.generations import Generations
from retrieval.snapshot import Snapshot

# So long nothing has been edited before the thresholds are fitted again.
QUIET_SECONDS = 3.0
EDITION = "edition"  # counts the fits; a new one makes a new generation


class Thresholds:
    """Gives each generation its thresholds: those of the last one, or new ones."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._embedder = embedder
        self._clock = clock
        live = _attachments(folder)
        self._known = live.get("calibration")
        self.edition: int = live.get(EDITION, 0)
        self._edited_at: float | None = None

    @property
    def are_old(self) -> bool:
        """Whether an edit went out with the thresholds of an earlier generation."""
        return self._edited_at is not None

    @property
    def is_due(self) -> bool:
        """Whether an edit went out with old thresholds and editors are quiet now."""
        if self._edited_at is None:
            return False
        return self._clock() - self._edited_at > QUIET_SECONDS

    def renew(self) -> None:
        """The next generation gets new thresholds."""
        self._known = None
        self._edited_at = None
        self.edition += 1

    def measure(self, snapshot: Snapshot) -> Mapping[str, Any]:
        """The attachment of this generation."""
        if self._known is None:
            self._known = calibrate(snapshot, embedder=self._embedder)["calibration"]
            self._edited_at = None
        else:
            self._edited_at = self._clock()
        return {"calibration": self._known}


def _attachments(folder: Path) -> dict[str, Any]:
    live = Generations(folder).current()
    file = live / "attachments.json" if live else None
    if file is None or not file.exists():
        return {}
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found
