"""Remembers what a step was done with, so that it is not done again in vain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path]) -> str:
    """A hash of the files' names and contents; an absent file counts as absent."""
    whole = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes() if file.is_file() else b"absent"
        whole.update(f"{file.as_posix()} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()


class Stamp:
    """One remembered key, in a file of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def holds(self, key: str) -> bool:
        """Whether the step was done with just this."""
        return self._file.is_file() and self._file.read_text("utf-8").strip() == key

    def set(self, key: str) -> None:
        """Remember the key; written aside first, so that it is whole or not there."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{key}\n", "utf-8")
        fresh.replace(self._file)
