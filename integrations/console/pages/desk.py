"""The desk: the list, the thread and the context, kept live together."""

from __future__ import annotations

import asyncio
from functools import partial

import structlog
from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import background_tasks, ui
from nicegui.events import KeyEventArguments

from integrations.console.desk_reading import DeskState
from integrations.console.pages.context import ContextPane
from integrations.console.pages.layout import frame
from integrations.console.pages.parts import block
from integrations.console.pages.queue import QueuePane
from integrations.console.pages.thread import ThreadPane
from integrations.console.pages.viewer import SIGN_IN, Viewer, viewer_of
from integrations.console.services import Services
from knowledge.staff.permissions import Permission

_log = structlog.get_logger(__name__)

# Waiting times grow by themselves, and a happening that was missed shows up here.
_FULL_REFRESH_SECONDS = 20.0


def register(services: Services) -> None:
    """Put the page at its address."""

    @ui.page("/", title="Shopkeeper")
    async def desk(request: Request, conversation: str = "") -> Response | None:
        viewer = await viewer_of(request, services)
        if viewer is None:
            return RedirectResponse(SIGN_IN)
        if not viewer.may(Permission.SERVE_CUSTOMERS):
            return RedirectResponse("/articles")
        frame(viewer, current="desk")
        page = Desk(viewer)
        await ui.context.client.connected()
        await page.start(conversation)
        return None


class Desk:
    """The three panes and what moves between them."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._client = ui.context.client
        self._refreshing = asyncio.Lock()
        with block("desk", "main") as self._grid:
            self._queue = QueuePane(viewer, on_choose=self.choose)
            self._thread = ThreadPane(
                viewer,
                on_change=self.refresh_all,
                on_back=self._show_list,
                on_context=self._toggle_context,
                on_taken=partial(self._queue.choose_tab, DeskState.MINE),
            )
            self._context = ContextPane(viewer, on_hide=self._toggle_context)
        ui.keyboard(self._pressed, ignore=["input", "select", "button", "textarea"])

    async def start(self, conversation_id: str) -> None:
        """Fill the panes and listen from now on."""
        listening = background_tasks.create(self._listen(), name="desk listens")
        self._client.on_delete(listening.cancel)
        ui.timer(_FULL_REFRESH_SECONDS, self.refresh_all, immediate=False)
        await self.refresh_all()
        if conversation_id:
            await self.choose(conversation_id)

    async def choose(self, conversation_id: str) -> None:
        """Open a conversation."""
        self._queue.select(conversation_id)
        self._grid.classes(add="has-thread", remove="has-context")
        await asyncio.gather(
            self._thread.open(conversation_id), self._context.open(conversation_id)
        )
        self._queue.show()  # it has been read now

    async def refresh_all(self) -> None:
        """Bring every pane up to date."""
        await self._refresh(None)

    async def _listen(self) -> None:
        async for changed in self._viewer.services.live.changes():
            try:
                with self._client:
                    await self._refresh(changed)
            except Exception:  # one failed refresh must not make the page deaf
                _log.exception("desk_refresh_failed")

    async def _refresh(self, changed: frozenset[str] | None) -> None:
        async with self._refreshing:
            opened = self._thread.conversation_id
            if opened and (changed is None or opened in changed):
                await self._thread.update()
                await self._context.update(force=changed is not None)
            await self._queue.load()

    def _toggle_context(self) -> None:
        self._grid.classes(toggle="has-context")

    def _show_list(self) -> None:
        self._grid.classes(remove="has-thread has-context")

    async def _pressed(self, event: KeyEventArguments) -> None:
        if not event.action.keydown or event.modifiers.ctrl or event.modifiers.meta:
            return
        key = event.key.name
        if key in ("j", "k", "ArrowDown", "ArrowUp"):
            step = 1 if key in ("j", "ArrowDown") else -1
            following = self._queue.neighbour(step)
            if following:
                await self.choose(following)
        elif key == "/":
            self._queue.focus_search()
        elif key in ("r", "n", "t"):
            await self._thread.shortcut(key)
