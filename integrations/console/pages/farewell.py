"""The small dialogue before a conversation leaves the agent's hands."""

from __future__ import annotations

from nicegui import ui

from integrations.console.pages.parts import block, button, text
from integrations.console.wording import Wording


async def ask_for_farewell(wording: Wording, deed: str) -> str | None:
    """The summary that the agent leaves (it may be empty); None when he stays."""
    with ui.dialog() as dialog, block("dialog"):
        text(wording(f"farewell.{deed}_title"), "dialog__title", "h2")
        text(wording(f"farewell.{deed}_text"), "dialog__text", "p")
        summary = ui.textarea(placeholder=wording("farewell.placeholder"))
        summary.props("borderless autogrow autofocus maxlength=2000").classes("area")
        summary.props["aria-label"] = wording("farewell.summary")
        with block("dialog__buttons"):
            button(wording("farewell.stay"), lambda: dialog.submit(None))
            done = wording(f"farewell.{deed}")
            button(done, lambda: dialog.submit(summary.value or ""), kind="main")
    answer: str | None = await dialog
    dialog.delete()
    return answer
