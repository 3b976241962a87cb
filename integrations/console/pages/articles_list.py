"""The articles: find one, and see which of them customers get already."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui

from integrations.console.article_reading import ArticlePage
from integrations.console.pages.article_status import StatusChip
from integrations.console.pages.layout import frame
from integrations.console.pages.parts import block, link, text
from integrations.console.pages.viewer import SIGN_IN, Viewer, viewer_of
from integrations.console.services import Services
from knowledge.database.base import in_language
from knowledge.faq.queries import ArticleRow, ArticleStatus
from knowledge.staff.permissions import Permission

_LOOK_AGAIN_SECONDS = 1.5
_SHOWN = 200


def register(services: Services) -> None:
    """Put the page at its address."""

    @ui.page("/articles", title="Shopkeeper")
    async def articles(request: Request) -> Response | None:
        viewer = await viewer_of(request, services)
        if viewer is None:
            return RedirectResponse(f"{SIGN_IN}?then=/articles")
        frame(viewer, current="articles")
        page = ArticlesList(viewer)
        await page.load()
        ui.timer(_LOOK_AGAIN_SECONDS, page.load, immediate=False)
        return None


class ArticlesList:
    """Looks again by itself, so that an article turns live before one's eyes."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._shown: list[tuple[object, ...]] | None = None
        with block("articles", "main"):
            self._build_top()
            with block("articles__table"):
                self._build_heads()
                self._body = block("articles__body")
            self._foot = text("", "articles__foot", "p")

    async def load(self) -> None:
        """Read the list; draw it again only when something in it changed."""
        found = await self._viewer.attempt(
            self._viewer.services.article_reading.page(
                self._viewer.id,
                search=(self._search.value or "").strip(),
                category=self._category.value or None,
                status=ArticleStatus(self._status.value)
                if self._status.value
                else None,
            )
        )
        if found is None:
            return
        self._offer_categories(found)
        facts = [_facts(row) for row in found.rows]
        if facts != self._shown:
            self._shown = facts
            self._show(found)

    def _build_top(self) -> None:
        wording = self._viewer.wording
        with block("articles__top"):
            text(wording("articles.title"), "page-title", "h1")
            self._search = ui.input(
                placeholder=wording("articles.search"), on_change=self.load
            )
            self._search.props("dense borderless clearable debounce=250")
            self._search.classes("search").props["aria-label"] = wording(
                "articles.search"
            )
            with self._search.add_slot("prepend"):
                ui.icon("sym_o_search")
            self._category = self._choice({"": wording("articles.any_category")})
            self._status = self._choice(
                {"": wording("articles.any_status")}
                | {each.value: wording(f"status.{each}") for each in ArticleStatus}
            )
            if self._viewer.may(Permission.EDIT_ARTICLES):
                link(wording("articles.new"), "/articles/new", "btn-link btn--main")

    def _choice(self, options: dict[str, str]) -> ui.select:
        made = ui.select(options, value="", on_change=self.load)
        return made.props("dense borderless options-dense").classes("choice")

    def _build_heads(self) -> None:
        with block("articles__heads").props("aria-hidden=true"):
            for head in ("question", "category", "status", "changed"):
                text(self._viewer.wording(f"articles.{head}"))

    def _offer_categories(self, found: ArticlePage) -> None:
        wording = self._viewer.wording
        options = {"": wording("articles.any_category")} | {
            each: wording.one_of("categories", each) for each in found.categories
        }
        if self._category.options != options:
            self._category.set_options(options)

    def _show(self, found: ArticlePage) -> None:
        self._body.clear()
        with self._body:
            for row in found.rows[:_SHOWN]:
                self._row(row)
        count = len(found.rows)
        key = "none" if not count else "more" if count > _SHOWN else "count"
        self._foot.set_text(
            self._viewer.wording(f"articles.{key}", count=count, shown=_SHOWN)
        )

    def _row(self, row: ArticleRow) -> None:
        wording, question = self._viewer.wording, row.latest.question
        with ui.link(target=f"/articles/{row.article.id}").classes(
            replace="article-row"
        ):
            with block("article-row__question"):
                text(in_language(question, wording.language), "article-row__first")
                other = "zh" if wording.language == "en" else "en"
                text(question.get(other, ""), "article-row__second")
            text(
                wording.one_of("categories", row.article.category),
                "article-row__category",
            )
            with block("article-row__status"):
                StatusChip(wording).show(row)
            with block("article-row__changed"):
                text(self._viewer.times.short(row.article.updated_at))
                text(row.latest.author, "article-row__author")


def _facts(row: ArticleRow) -> tuple[object, ...]:
    article = row.article
    numbers = (row.latest.number, article.published_revision, article.indexed_revision)
    return (article.id, article.category, article.updated_at, *numbers)
