"""The list of conversations: who waits, who is mine, what is open, what is closed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

from integrations.console.desk_reading import DeskLists, DeskState
from integrations.console.pages.parts import block, text
from integrations.console.pages.queue_row import QueueRow
from integrations.console.pages.viewer import Viewer
from knowledge.conversations.desk_queries import DeskRow

_SHOWN = 120  # more than anybody scrolls; the search finds the rest


class QueuePane:
    """Keeps one row per conversation and moves it, so that nothing flickers."""

    def __init__(
        self, viewer: Viewer, *, on_choose: Callable[[str], Awaitable[None]]
    ) -> None:
        self._viewer = viewer
        self._on_choose = on_choose
        self._state = DeskState.WAITING
        self._lists = DeskLists([], [], [], [])
        self._rows: dict[str, QueueRow] = {}
        self._selected: str | None = None
        self._tabs: dict[DeskState, tuple[Element, TextElement]] = {}
        with block("pane queue", "section") as pane:
            pane.props["aria-label"] = viewer.wording("queue.label")
            self._build_tabs()
            self._search = self._build_search()
            with block("queue__scroll"):
                self._list = block("queue__list")
                self._empty = text("", "queue__empty", "p")
        self._mark_tab()

    async def load(self) -> None:
        """Read the lists again and show the chosen one."""
        search = (self._search.value or "").strip()
        reading = self._viewer.services.reading
        lists = await self._viewer.attempt(reading.lists(self._viewer.id, search))
        if lists is not None:
            self._lists = lists
            self.show()

    def show(self) -> None:
        """Show what was read last."""
        rows = self._lists.of(self._state)[:_SHOWN]
        self._forget_all_but({row.conversation_id for row in rows})
        for index, row in enumerate(rows):
            self._place(index, row)
        self._show_counts()
        searching = bool((self._search.value or "").strip())
        key = "nothing_found" if searching else f"empty_{self._state.value}"
        self._empty.set_text("" if rows else self._viewer.wording(f"queue.{key}"))

    def select(self, conversation_id: str) -> None:
        """Mark the row as the open one."""
        self._selected = conversation_id
        for each, row in self._rows.items():
            row.mark_selected(each == conversation_id)

    def neighbour(self, step: int) -> str | None:
        """The conversation above or below the open one."""
        ids = [row.conversation_id for row in self._lists.of(self._state)[:_SHOWN]]
        if not ids:
            return None
        if self._selected not in ids:
            return ids[0]
        return ids[max(0, min(len(ids) - 1, ids.index(self._selected) + step))]

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self._search.run_method("focus")

    def _build_tabs(self) -> None:
        wording = self._viewer.wording
        with block("tabs").props("role=tablist"):
            for state in DeskState:
                tab = block("tab", "button").props("type=button role=tab")
                tab.on("click", partial(self.choose_tab, state))
                with tab:
                    text(wording(f"queue.{state.value}"))
                    count = text("", "tab__count")
                self._tabs[state] = (tab, count)

    def _build_search(self) -> ui.input:
        wording = self._viewer.wording
        made = ui.input(placeholder=wording("queue.search"), on_change=self.load)
        made.props("dense borderless clearable debounce=250").classes("search")
        made.props["aria-label"] = wording("queue.search")
        with made.add_slot("prepend"):
            ui.icon("sym_o_search")
        return made

    def choose_tab(self, state: DeskState) -> None:
        """Show another of the lists."""
        self._state = state
        self._mark_tab()
        self.show()

    def _mark_tab(self) -> None:
        for state, (tab, _) in self._tabs.items():
            chosen = state is self._state
            tab.classes(add="is-current") if chosen else tab.classes(
                remove="is-current"
            )
            tab.props(f"aria-selected={'true' if chosen else 'false'}")

    def _show_counts(self) -> None:
        for state in (DeskState.WAITING, DeskState.MINE):
            tab, count = self._tabs[state]
            number = len(self._lists.of(state))
            count.set_text(str(number) if number else "")
            urgent = state is DeskState.WAITING and number > 0
            tab.classes(add="is-urgent") if urgent else tab.classes(remove="is-urgent")

    def _place(self, index: int, row: DeskRow) -> None:
        shown = self._rows.get(row.conversation_id)
        if shown is None:
            with self._list:
                choose = partial(self._on_choose, row.conversation_id)
                shown = QueueRow(self._viewer, on_choose=choose)
            self._rows[row.conversation_id] = shown
            shown.mark_selected(row.conversation_id == self._selected)
        shown.show(row)
        if _at(self._list.default_slot.children, index) is not shown.element:
            shown.element.move(target_index=index)

    def _forget_all_but(self, kept: set[str]) -> None:
        for conversation_id in set(self._rows) - kept:
            self._rows.pop(conversation_id).element.delete()


def _at(children: Sequence[Element], index: int) -> Element | None:
    return children[index] if index < len(children) else None
