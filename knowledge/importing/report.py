"""What came of an import."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any


class Outcome(Enum):
    """What keeping one row did."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Problem:
    """A row that was left out, and why; ``row`` is its line in ``file``."""

    file: str
    row: int
    error: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.error}"


@dataclass
class Report:
    """Counts rows by outcome and collects what was wrong."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many rows were left out."""
        return len(self.errors)

    @property
    def kept(self) -> int:
        """How many rows are now in the database."""
        return self.imported + self.updated + self.unchanged

    def count(self, outcome: Outcome) -> None:
        """Count one row that was kept."""
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "imported": self.imported,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "errors": [asdict(problem) for problem in self.errors],
        }
