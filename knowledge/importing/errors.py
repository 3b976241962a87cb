"""What can go wrong with an import.

InvalidInput
├── FileUnreadable         ``reason`` says why nothing of ``file`` can be read
└── RowRefused             ``reason`` says what is wrong with one row
"""

from __future__ import annotations

from knowledge.errors import InvalidInput


class FileUnreadable(InvalidInput):
    """Nothing of the file can be read."""

    def __init__(self, *, file: str, reason: str) -> None:
        super().__init__(file=file, reason=reason)


class RowRefused(InvalidInput):
    """One row cannot be kept; the others can."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
