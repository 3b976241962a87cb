"""What an evaluation is: the files that it needs, and the figures that it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

# Of each set of data the figures by their names; None where there was no case.
Figures = Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True)
class Evaluation:
    """One evaluation; it is left out, and said to be, where its files are absent."""

    name: str
    needs: tuple[Path, ...]
    run: Callable[[], Figures]

    @property
    def missing(self) -> list[str]:
        """The files that are not here."""
        return [str(file) for file in self.needs if not file.exists()]


def share(truths: list[bool]) -> float | None:
    """The part of them that is true."""
    return round(sum(truths) / len(truths), 4) if truths else None
