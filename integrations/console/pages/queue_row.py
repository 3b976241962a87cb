"""One conversation in the list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from integrations.console.pages.parts import block, pressable, text
from integrations.console.pages.people import initial, name_of
from integrations.console.pages.viewer import Viewer
from knowledge.conversations.desk_queries import DeskRow
from knowledge.conversations.models import Author
from knowledge.conversations.responder import Owner


class QueueRow:
    """Changes its words in place when the conversation moves on."""

    def __init__(
        self, viewer: Viewer, *, on_choose: Callable[[], Awaitable[None]]
    ) -> None:
        self._viewer = viewer
        self.element = pressable("conv", on_choose)
        with self.element:
            self._initial = text("", "conv__initial").props("aria-hidden=true")
            with block("conv__body"):
                with block("conv__line"):
                    self._name = text("", "conv__name")
                    self._language = text("", "language")
                    self._when = text("", "conv__when")
                self._said = text("", "conv__said", "p")
                with block("conv__line conv__line--foot"):
                    self._state = text("", "conv__state")
                    self._unread = text("", "conv__unread")

    def show(self, row: DeskRow) -> None:
        """Say what the list says about it now."""
        wording, times = self._viewer.wording, self._viewer.times
        self._initial.set_text(initial(row))
        self._name.set_text(name_of(row, wording))
        self._language.set_text(wording.one_of("language_badge", row.language))
        self._when.set_text(times.short(row.last_at))
        self._said.set_text(self._quote(row))
        self._state.set_text(self._state_words(row))
        self._state.classes(replace=f"conv__state conv__state--{_tone(row)}")
        unread = self._is_unread(row)
        self._unread.set_text(wording("queue.unread") if unread else "")
        if unread:
            self.element.classes(add="is-unread")
        else:
            self.element.classes(remove="is-unread")

    def mark_selected(self, selected: bool) -> None:
        """Whether it is the open one."""
        if selected:
            self.element.classes(add="is-selected").props("aria-current=true")
        else:
            self.element.classes(remove="is-selected").props(remove="aria-current")

    def _quote(self, row: DeskRow) -> str:
        said = " ".join(row.last_text.split())
        if row.last_author == Author.CUSTOMER:
            return said
        who = self._viewer.wording(f"queue.by_{row.last_author}")
        return self._viewer.wording("queue.quote", who=who, said=said)

    def _state_words(self, row: DeskRow) -> str:
        wording = self._viewer.wording
        if row.closed:
            return wording("queue.state_closed")
        if row.owner is Owner.QUEUE:
            reason = wording.one_of("reasons", row.reason)
            waited = self._viewer.times.since(row.since)
            return wording("queue.state_waiting", waited=waited, reason=reason)
        if row.owner is Owner.AGENT:
            if row.agent_id == self._viewer.id:
                return wording("queue.state_mine")
            return wording("queue.state_agent", agent=row.agent_name or "")
        return wording("queue.state_assistant")

    def _is_unread(self, row: DeskRow) -> bool:
        if row.closed or not row.waiting_for_reply or row.owner is Owner.ASSISTANT:
            return False
        seen = self._viewer.preferences.has_seen(row.conversation_id, row.last_at)
        return not seen


def _tone(row: DeskRow) -> str:
    return "closed" if row.closed else row.owner.value
