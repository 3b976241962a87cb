"""Beside the editor: the facts that answers may name, and the earlier revisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from nicegui import ui
from nicegui.element import Element

from integrations.console.pages.parts import block, pressable, text
from integrations.console.pages.viewer import Viewer
from integrations.console.wording import Wording
from knowledge.database.base import in_language
from knowledge.faq.facts import render_fact
from knowledge.faq.models import ArticleRevision, ShopFact
from knowledge.faq.queries import ArticleRow

_REVISIONS = 12


class FactList:
    """Pressing one writes it into the answer."""

    def __init__(
        self,
        wording: Wording,
        facts: Sequence[ShopFact],
        *,
        on_choose: Callable[[str], None],
    ) -> None:
        with block("side-card", "section"):
            text(wording("editor.facts"), "side-card__title", "h2")
            text(wording("editor.facts_hint"), "side-card__hint", "p")
            search = ui.input(placeholder=wording("editor.facts_search"))
            search.props("dense borderless clearable").classes("search")
            search.props["aria-label"] = wording("editor.facts_search")
            search.on_value_change(lambda event: self._narrow(event.value or ""))
            self._offered: list[tuple[str, Element]] = []
            with block("facts"):
                for fact in facts:
                    self._one(wording, fact, on_choose)

    def _one(
        self, wording: Wording, fact: ShopFact, on_choose: Callable[[str], None]
    ) -> None:
        label = in_language(fact.label, wording.language)
        value = render_fact(fact, wording.language)
        with pressable("fact", partial(on_choose, fact.key)) as made:
            text(label, "fact__label")
            text(value, "fact__value")
        self._offered.append((f"{label} {value} {fact.key}".casefold(), made))

    def _narrow(self, search: str) -> None:
        for said, made in self._offered:
            made.set_visibility(search.strip().casefold() in said)


class History:
    """Who wrote which revision, and which one customers get."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._shown: tuple[object, ...] | None = None
        with block("side-card", "section"):
            text(viewer.wording("editor.history"), "side-card__title", "h2")
            self._list = block("history", "ol")

    def show(self, revisions: Sequence[ArticleRevision], row: ArticleRow) -> None:
        """Newest first; drawn again only when it changed."""
        facts = (len(revisions), row.article.published_revision, row.status)
        if facts == self._shown:
            return
        self._shown = facts
        self._list.clear()
        with self._list:
            for revision in revisions[:_REVISIONS]:
                self._one(revision, row)

    def _one(self, revision: ArticleRevision, row: ArticleRow) -> None:
        wording = self._viewer.wording
        with block("history__one", "li"):
            text(wording("editor.revision", number=revision.number), "history__number")
            text(f"{revision.author} · {self._viewer.times.full(revision.created_at)}")
            if revision.number == row.article.published_revision:
                text(wording(f"status.{row.status}"), f"chip chip--{row.status}")
