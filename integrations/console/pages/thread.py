"""The conversation itself: what was said, and what the agent can do now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from nicegui import ui

from integrations.console.pages.composer import Composer
from integrations.console.pages.entries import is_shown, show_day, show_entry
from integrations.console.pages.parts import block, text
from integrations.console.pages.thread_header import ThreadHeader
from integrations.console.pages.viewer import Viewer
from knowledge.conversations.desk_queries import DeskRow
from knowledge.conversations.models import Entry
from knowledge.conversations.responder import Owner


class ThreadPane:
    """Appends what is new; builds anew only when another conversation is opened."""

    def __init__(
        self,
        viewer: Viewer,
        *,
        on_change: Callable[[], Awaitable[None]],
        on_back: Callable[[], None],
        on_context: Callable[[], None],
        on_taken: Callable[[], None],
    ) -> None:
        self._viewer = viewer
        self._on_taken = on_taken
        self.conversation_id: str | None = None
        self._last_seq = 0
        self._last_day: date | None = None
        with block("pane thread", "section") as pane:
            pane.props["aria-label"] = viewer.wording("thread.label")
            self._nothing = self._build_nothing()
            self._header = ThreadHeader(
                viewer,
                on_change=on_change,
                on_back=on_back,
                on_context=on_context,
                on_taken=self._taken,
            )
            with block("thread__scroll").props("tabindex=0"):
                self._entries = block("thread__entries").props("role=log")
            self._composer = Composer(viewer, on_change=on_change)
        self._show_parts(False)

    async def open(self, conversation_id: str) -> None:
        """Show another conversation from its beginning."""
        if conversation_id != self.conversation_id:
            self.conversation_id = conversation_id
            self._last_seq, self._last_day = 0, None
            self._entries.clear()
        await self.update()

    async def update(self) -> None:
        """Append what is new, and show who owns it now."""
        conversation_id = self.conversation_id
        if conversation_id is None:
            return
        reading, me = self._viewer.services.reading, self._viewer.id
        row = await self._viewer.attempt(reading.row(me, conversation_id))
        new = await self._viewer.attempt(
            reading.entries(me, conversation_id, self._last_seq)
        )
        if row is None or new is None or conversation_id != self.conversation_id:
            return  # refused, or the agent has opened another one meanwhile
        self._append(new)
        self._show_parts(True)
        self._header.show(row)
        self._composer.show(row)
        await self._mark_read(row)

    async def shortcut(self, key: str) -> None:
        """``t`` takes, ``r`` goes to the reply, ``n`` to the note."""
        if self.conversation_id is None:
            return
        if key == "t":
            await self._header.take()
        else:
            self._composer.focus(note=key == "n")

    def _taken(self) -> None:
        self._on_taken()
        self._composer.focus(note=False)

    def _append(self, entries: list[Entry]) -> None:
        with self._entries:
            for entry in entries:
                if entry.seq <= self._last_seq:
                    continue  # two refreshes at once read the same entries
                self._last_seq = entry.seq
                if is_shown(entry):
                    self._show_day_of(entry)
                    show_entry(self._viewer, entry)

    def _show_day_of(self, entry: Entry) -> None:
        day = self._viewer.times.local_day(entry.at)
        if day != self._last_day:
            show_day(self._viewer, entry)
            self._last_day = day

    async def _mark_read(self, row: DeskRow) -> None:
        news = self._viewer.preferences.mark(row.conversation_id, row.last_at)
        if news and row.owner is not Owner.ASSISTANT:
            await self._viewer.save_preferences()

    def _build_nothing(self) -> ui.element:
        wording = self._viewer.wording
        with block("thread__nothing") as nothing:
            text("掌", "seal seal--faint").props("aria-hidden=true")
            text(wording("thread.nothing"), "thread__hint", "p")
            text(wording("thread.keys"), "thread__keys", "p")
        return nothing

    def _show_parts(self, opened: bool) -> None:
        self._nothing.set_visibility(not opened)
        for part in (self._header.element, self._entries, self._composer.element):
            part.set_visibility(opened)
