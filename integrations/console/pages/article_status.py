"""The mark that says where an article is on its way to customers."""

from __future__ import annotations

from integrations.console.pages.parts import block, text
from integrations.console.wording import Wording
from knowledge.faq.queries import ArticleRow


class StatusChip:
    """A coloured word; beside it, whether there are words not published yet."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        with block("status-chips").props("role=status"):
            self._chip = text("", "chip")
            self._edited = text("", "chip chip--edited")

    def show(self, row: ArticleRow | None) -> None:
        """None is an article that has not been saved."""
        status = row.status.value if row else "draft"
        self._chip.set_text(self._wording(f"status.{status}"))
        self._chip.classes(replace=f"chip chip--{status}")
        edited = row is not None and row.has_unpublished_words
        self._edited.set_text(self._wording("status.edited") if edited else "")
        self._edited.set_visibility(edited)
