"""Above the thread: who it is, who owns it, and the deeds that are possible now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui.elements.mixins.text_element import TextElement

from integrations.console.pages.farewell import ask_for_farewell
from integrations.console.pages.parts import block, button, icon_button, text
from integrations.console.pages.people import name_of
from integrations.console.pages.viewer import Viewer, tell
from knowledge.conversations.desk_queries import DeskRow
from knowledge.conversations.responder import Owner


class ThreadHeader:
    """Shows only the buttons that would work."""

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
        self._on_change = on_change
        self._on_taken = on_taken
        self._row: DeskRow | None = None
        wording = viewer.wording
        with block("thread__header", "header") as self.element:
            icon_button(
                "sym_o_arrow_back", wording("thread.back"), on_back, "only-phone"
            )
            with block("thread__who"):
                with block("thread__line"):
                    self._name = text("", "thread__name", "h2")
                    self._language = text("", "language")
                self._about = text("", "thread__about")
            self._owner = text("", "owner")
            self._build_buttons()
            icon_button(
                "sym_o_contact_page",
                wording("context.label"),
                on_context,
                "only-narrow",
            )

    def show(self, row: DeskRow) -> None:
        """Say who owns it, and offer what is possible."""
        self._row = row
        wording = self._viewer.wording
        self._name.set_text(name_of(row, wording))
        self._language.set_text(wording.one_of("language_names", row.language))
        channel = wording.one_of("channels", row.channel)
        level = wording.one_of("identity", row.identity_level)
        self._about.set_text(f"{channel} · {level}")
        self._show_owner(self._owner, row)
        mine = row.agent_id == self._viewer.id
        served = row.owner is Owner.AGENT
        self._take.set_visibility(not served)
        self._back.set_visibility(mine)
        self._close.set_visibility(not row.closed and (mine or not served))

    async def take(self) -> None:
        """Answer from now on; a faster colleague is named in a sentence."""
        if self._row is None or self._row.owner is Owner.AGENT:
            return
        desk = self._viewer.services.desk
        deed = desk.take(self._viewer.id, self._row.conversation_id)
        taken = await self._viewer.attempt(deed)
        await self._on_change()
        if taken is not None:
            tell(self._viewer.wording("thread.taken"))
            self._on_taken()

    def _build_buttons(self) -> None:
        wording = self._viewer.wording
        with block("thread__deeds"):
            self._take = button(wording("thread.take"), self.take, kind="main")
            self._back = button(wording("thread.hand_back"), self._hand_back)
            self._close = button(wording("thread.close"), self._close_it)

    def _show_owner(self, label: TextElement, row: DeskRow) -> None:
        wording = self._viewer.wording
        if row.closed:
            words, tone = wording("thread.owner_closed"), "closed"
        elif row.owner is Owner.QUEUE:
            waited = self._viewer.times.since(row.since)
            words, tone = wording("thread.owner_queue", waited=waited), "queue"
        elif row.owner is Owner.AGENT:
            mine = row.agent_id == self._viewer.id
            words = wording("thread.owner_me") if mine else row.agent_name or ""
            tone = "me" if mine else "agent"
        else:
            words, tone = wording("thread.owner_assistant"), "assistant"
        label.set_text(words)
        label.classes(replace=f"owner owner--{tone}")

    async def _hand_back(self) -> None:
        summary = await ask_for_farewell(self._viewer.wording, "hand_back")
        if summary is None or self._row is None:
            return
        desk = self._viewer.services.desk
        deed = desk.hand_back(self._viewer.id, self._row.conversation_id, summary)
        if await self._viewer.attempt(deed) is not None:
            tell(self._viewer.wording("thread.handed_back"))
        await self._on_change()

    async def _close_it(self) -> None:
        summary = await ask_for_farewell(self._viewer.wording, "close")
        if summary is None or self._row is None:
            return
        desk = self._viewer.services.desk
        deed = desk.close(self._viewer.id, self._row.conversation_id, summary)
        if await self._viewer.attempt(deed) is not None:
            tell(self._viewer.wording("thread.closed"))
        await self._on_change()
