"""Where the agent writes: to the customer, or a note that only staff see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.events import GenericEventArguments

from integrations.console.pages.parts import block, button, text
from integrations.console.pages.viewer import Viewer
from knowledge.conversations.desk_queries import DeskRow
from knowledge.conversations.responder import Owner

LONGEST = 4000

# Enter sends, Shift+Enter breaks the line; the Enter that picks a Chinese word
# from the input method's list does neither.
_ENTER_SENDS = """(event) => {
  if (event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  emit(event.target.value);
}"""


class Composer:
    """Keeps what was begun in each conversation while the agent looks elsewhere."""

    def __init__(
        self, viewer: Viewer, *, on_change: Callable[[], Awaitable[None]]
    ) -> None:
        self._viewer = viewer
        self._on_change = on_change
        self._row: DeskRow | None = None
        self._as_note = False
        self._begun: dict[tuple[str, bool], str] = {}
        with block("composer", "footer") as self.element:
            self._build()

    def show(self, row: DeskRow) -> None:
        """Offer what the agent may write now."""
        other = self._row is None or row.conversation_id != self._row.conversation_id
        if other:
            self._put_aside()
        was_mine = self._row is not None and self._is_mine(self._row)
        self._row = row
        if other or was_mine != self._is_mine(row):
            self._switch(note=not self._is_mine(row))
        self._say_who_may()

    def focus(self, *, note: bool) -> None:
        """Put the cursor where one writes."""
        if self._row is not None:
            self._switch(note=note or not self._is_mine(self._row))
            self._area.run_method("focus")

    def _build(self) -> None:
        wording = self._viewer.wording
        with block("composer__modes").props("role=tablist"):
            self._reply_tab = self._mode(wording("composer.reply"), note=False)
            self._note_tab = self._mode(wording("composer.note"), note=True)
            self._hint = text("", "composer__hint")
        with block("composer__row"):
            self._area = ui.textarea().props(
                f"borderless autogrow rows=1 maxlength={LONGEST}"
            )
            self._area.classes("area composer__area")
            self._area.on("keydown.enter", self._entered, js_handler=_ENTER_SENDS)
            self._send = button(wording("composer.send"), self._pressed, kind="main")

    def _mode(self, words: str, *, note: bool) -> ui.element:
        tab = block("mode", "button").props("type=button role=tab")
        tab.on("click", lambda: self.focus(note=note))
        with tab:
            text(words)
        return tab

    def _say_who_may(self) -> None:
        row, wording = self._row, self._viewer.wording
        mine = row is not None and self._is_mine(row)
        if mine:
            self._reply_tab.props(remove="disabled")
            self._hint.set_text(wording("composer.keys"))
            return
        self._reply_tab.props("disabled")
        taken = row is not None and row.owner is Owner.AGENT
        agent = row.agent_name if row is not None else ""
        self._hint.set_text(
            wording("composer.someone_else", agent=agent)
            if taken
            else wording("composer.take_first")
        )

    def _switch(self, *, note: bool) -> None:
        self._put_aside()
        self._as_note = note
        wording = self._viewer.wording
        self._area.value = self._begun.get(self._place(), "")
        key = "note_placeholder" if note else "reply_placeholder"
        self._area.props["placeholder"] = wording(f"composer.{key}")
        self._area.props["aria-label"] = wording(f"composer.{key}")
        self._send.set_text(wording("composer.save_note" if note else "composer.send"))
        for tab, chosen in ((self._reply_tab, not note), (self._note_tab, note)):
            tab.classes(add="is-current") if chosen else tab.classes(
                remove="is-current"
            )
        self.element.classes(add="is-note") if note else self.element.classes(
            remove="is-note"
        )

    async def _entered(self, event: GenericEventArguments) -> None:
        await self._submit(str(event.args))

    async def _pressed(self) -> None:
        await self._submit(self._area.value or "")

    async def _submit(self, words: str) -> None:
        words = words.strip()
        if not words or self._row is None:
            return
        desk, conversation_id = self._viewer.services.desk, self._row.conversation_id
        write = desk.note if self._as_note else desk.reply
        place = self._place()
        self._area.value = ""
        written = await self._viewer.attempt(
            write(self._viewer.id, conversation_id, words[:LONGEST])
        )
        if written is None:  # refused: the words are given back
            self._begun[place] = words
            if place == self._place():
                self._area.value = words
        await self._on_change()

    def _put_aside(self) -> None:
        if self._row is not None:
            self._begun[self._place()] = self._area.value or ""

    def _place(self) -> tuple[str, bool]:
        return (self._row.conversation_id if self._row else "", self._as_note)

    def _is_mine(self, row: DeskRow) -> bool:
        return row.owner is Owner.AGENT and row.agent_id == self._viewer.id
