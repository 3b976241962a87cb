"""Writing an article in both languages, side by side."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui

from integrations.console.article_reading import ArticleDesk
from integrations.console.pages.article_conflict import Choice, ask_about_conflict
from integrations.console.pages.article_sheet import ArticleSheet
from integrations.console.pages.article_side import FactList, History
from integrations.console.pages.article_status import StatusChip
from integrations.console.pages.layout import frame
from integrations.console.pages.parts import block, button, link, text
from integrations.console.pages.viewer import SIGN_IN, Viewer, tell, viewer_of
from integrations.console.services import Services
from knowledge.errors import NotFound
from knowledge.faq.errors import RevisionOutdated
from knowledge.faq.queries import ArticleRow, ArticleStatus
from knowledge.staff.permissions import Permission

_LOOK_AGAIN_SECONDS = 1.0


def register(services: Services) -> None:
    """Put the page at its address; ``new`` is an empty sheet."""

    @ui.page("/articles/{article_id}", title="Shopkeeper")
    async def article(request: Request, article_id: str) -> Response | None:
        viewer = await viewer_of(request, services)
        if viewer is None:
            return RedirectResponse(f"{SIGN_IN}?then=/articles/{article_id}")
        wanted = None if article_id == "new" else article_id
        try:
            found = await services.article_reading.article(viewer.id, wanted)
        except NotFound:
            return RedirectResponse("/articles")
        frame(viewer, current="articles")
        editor = ArticleEditor(viewer, found)
        ui.timer(_LOOK_AGAIN_SECONDS, editor.look_again, immediate=False)
        return None


class ArticleEditor:
    """The sheet, and what can be done with it now."""

    def __init__(self, viewer: Viewer, found: ArticleDesk) -> None:
        self._viewer = viewer
        self._row = found.row
        self._may_edit = viewer.may(Permission.EDIT_ARTICLES)
        self._may_publish = viewer.may(Permission.PUBLISH_ARTICLES)
        self._sheet = ArticleSheet(
            viewer.wording, on_change=self._show_state, may_edit=self._may_edit
        )
        self._ready = False
        with block("editor", "main"):
            self._build_top(found)
            with block("editor__body"):
                self._sheet.build_columns()
                with block("editor__side", "aside"):
                    insert = self._sheet.insert_fact
                    FactList(viewer.wording, found.facts, on_choose=insert)
                    self._history = History(viewer)
        self._sheet.use_facts({fact.key: fact for fact in found.facts})
        if found.row is not None:
            self._sheet.fill(found.row)
            self._history.show(found.revisions, found.row)
        self._ready = True
        self._show_state()

    async def look_again(self) -> None:
        """See whether the index has it, or somebody else saved another revision."""
        if self._row is None:
            return
        article_id, was = self._row.article.id, self._row.status
        reading = self._viewer.services.article_reading
        found = await self._viewer.attempt(reading.article(self._viewer.id, article_id))
        if found is None or found.row is None:
            return
        self._row = found.row
        self._history.show(found.revisions, found.row)
        if self._is_behind and not self._sheet.has_changed:
            self._sheet.fill(found.row)
        self._show_state()
        if was is ArticleStatus.INDEXING and found.row.status is ArticleStatus.LIVE:
            tell(self._viewer.wording("editor.live_now"))

    @property
    def _is_behind(self) -> bool:
        """Whether somebody saved a newer revision than the sheet is based on."""
        base, row = self._sheet.base, self._row
        return base is not None and row is not None and row.latest.number > base.number

    def _build_top(self, found: ArticleDesk) -> None:
        wording = self._viewer.wording
        with block("editor__top"):
            link(wording("editor.back"), "/articles", "quiet-link editor__back")
            self._sheet.build_category(found.categories)
            self._chip = StatusChip(wording)
            self._hint = text("", "editor__hint").props("role=status")
            with block("editor__deeds"):
                self._withdraw = button(wording("editor.withdraw"), self._withdraw_it)
                self._save = button(wording("editor.save"), self._save_it)
                publish = wording("editor.publish")
                self._publish = button(publish, self._publish_it, kind="main")

    def _show_state(self) -> None:
        if not self._ready:
            return
        row, changed = self._row, self._may_edit and self._sheet.has_changed
        published = row is not None and row.article.published_revision is not None
        self._chip.show(row)
        self._hint.set_text(self._hint_words(changed))
        self._save.set_visibility(self._may_edit)
        self._publish.set_visibility(self._may_publish)
        self._withdraw.set_visibility(published and self._may_publish)
        self._save.set_enabled(changed)
        up_to_date = row is not None and published and not row.has_unpublished_words
        self._publish.set_enabled(changed or (row is not None and not up_to_date))

    def _hint_words(self, changed: bool) -> str:
        wording = self._viewer.wording
        if self._is_behind and self._row is not None:
            return wording("editor.behind", author=self._row.latest.author)
        return wording("editor.unsaved") if changed else ""

    async def _save_it(self) -> None:
        was_new = self._row is None
        row = await self._store()
        if row is None:
            return
        tell(self._viewer.wording("editor.saved"))
        if was_new:
            ui.navigate.to(f"/articles/{row.article.id}")

    async def _publish_it(self) -> None:
        was_new, row = self._row is None, self._row
        if row is None or self._sheet.has_changed:
            row = await self._store()
        if row is None:
            return
        article_id = row.article.id
        published = await self._viewer.attempt(
            self._viewer.services.articles.publish(
                self._viewer.id, article_id, number=row.latest.number
            )
        )
        if was_new:
            ui.navigate.to(f"/articles/{article_id}")
        elif published is not None:
            self._row = published
            tell(self._viewer.wording("editor.published"))
            self._show_state()

    async def _withdraw_it(self) -> None:
        if self._row is None:
            return
        articles, article_id = self._viewer.services.articles, self._row.article.id
        row = await self._viewer.attempt(articles.withdraw(self._viewer.id, article_id))
        if row is not None:
            self._row = row
            tell(self._viewer.wording("editor.withdrawn"))
            self._show_state()

    async def _store(self) -> ArticleRow | None:
        """Save the sheet; None when refused: the words stay on the screen."""
        stored = await self._viewer.attempt(self._write())
        if isinstance(stored, RevisionOutdated):
            stored = await self._settle(stored)
        if stored is not None:
            self._row = stored
            self._sheet.go_on_from(stored)
            self._show_state()
        return stored

    async def _write(self) -> ArticleRow | RevisionOutdated:
        articles, me = self._viewer.services.articles, self._viewer.id
        words, category = self._sheet.words, self._sheet.category
        if self._row is None or self._sheet.base is None:
            return await articles.draft(me, category=category, words=words)
        try:
            return await articles.revise(
                me,
                self._row.article.id,
                words=words,
                based_on=self._sheet.base.number,
                category=category,
            )
        except RevisionOutdated as refusal:
            return refusal

    async def _settle(self, refusal: RevisionOutdated) -> ArticleRow | None:
        if self._row is None:
            return None
        reading = self._viewer.services.article_reading
        article_id = self._row.article.id
        found = await self._viewer.attempt(reading.article(self._viewer.id, article_id))
        if found is None or found.row is None:
            return None
        choice = await ask_about_conflict(self._viewer, refusal, found.row.latest)
        if choice is Choice.MINE:
            self._sheet.go_on_from(found.row)
            return await self._store()
        if choice is Choice.THEIRS:
            self._sheet.fill(found.row)
            self._show_state()
        return None
