"""What to do when somebody saved the same article while it was being edited."""

from __future__ import annotations

from enum import StrEnum

from nicegui import ui

from integrations.console.pages.parts import block, button, text
from integrations.console.pages.viewer import Viewer
from knowledge.faq.errors import RevisionOutdated
from knowledge.faq.models import ArticleRevision


class Choice(StrEnum):
    """Whose words go on."""

    MINE = "mine"
    THEIRS = "theirs"


async def ask_about_conflict(
    viewer: Viewer, refusal: RevisionOutdated, theirs: ArticleRevision
) -> Choice | None:
    """Show the other's words; None goes back to the sheet with everything kept."""
    wording = viewer.wording
    with ui.dialog().props("persistent") as dialog, block("dialog dialog--wide"):
        text(wording("conflict.title"), "dialog__title", "h2")
        text(wording.refusal(refusal), "dialog__text", "p")
        with block("conflict"):
            for language in theirs.question:
                with block("conflict__column"):
                    text(theirs.question[language], "conflict__question", "h3")
                    text(theirs.answer.get(language, ""), "conflict__answer", "p")
        with block("dialog__buttons"):
            button(wording("conflict.look"), lambda: dialog.submit(None))
            button(wording("conflict.theirs"), lambda: dialog.submit(Choice.THEIRS))
            button(
                wording("conflict.mine"),
                lambda: dialog.submit(Choice.MINE),
                kind="main",
            )
    choice: Choice | None = await dialog
    dialog.delete()
    return choice
