"""The fields of an article in both languages, and whether they were changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nicegui import ui

from integrations.console.pages.article_column import ArticleColumn
from integrations.console.pages.parts import block
from integrations.console.wording import LANGUAGES, Wording
from knowledge.faq.models import ArticleRevision, ShopFact
from knowledge.faq.queries import ArticleRow
from knowledge.faq.words import Words


class ArticleSheet:
    """Remembers the revision that its words were based on."""

    def __init__(
        self, wording: Wording, *, on_change: Callable[[], None], may_edit: bool
    ) -> None:
        self._wording = wording
        self._on_change = on_change
        self._may_edit = may_edit
        self._columns: dict[str, ArticleColumn] = {}
        self._focused = wording.language
        self._base_category = ""
        self.base: ArticleRevision | None = None

    def build_category(self, categories: Sequence[str]) -> None:
        """The field at the top; a category that does not exist yet may be typed."""
        options = {
            each: self._wording.one_of("categories", each) for each in categories
        }
        made = ui.select(
            options,
            with_input=True,
            new_value_mode="add-unique",
            on_change=self._on_change,
        )
        made.props("dense borderless options-dense").classes("choice editor__category")
        made.props["aria-label"] = self._wording("articles.category")
        made.props["placeholder"] = self._wording("editor.category")
        if not self._may_edit:
            made.props("readonly")
        self._category = made

    def build_columns(self) -> None:
        """Both languages side by side."""
        with block("editor__columns"):
            for language in LANGUAGES:
                self._columns[language] = ArticleColumn(
                    self._wording,
                    language,
                    on_change=self._on_change,
                    on_focus=self._remember_focus,
                    may_edit=self._may_edit,
                )

    @property
    def category(self) -> str:
        return self._category.value or ""

    @property
    def words(self) -> Words:
        """What the fields say now."""
        columns = self._columns.values()
        return Words(
            question={column.language: column.question for column in columns},
            answer={column.language: column.answer for column in columns},
            variants={column.language: column.variants for column in columns},
        )

    @property
    def has_changed(self) -> bool:
        """Whether it says anything else than what it is based on."""
        words = self.words.tidied()
        if self.base is None:
            return bool(words.question or words.answer)
        based = Words(self.base.question, self.base.answer, self.base.variants)
        return words != based or self.category != self._base_category

    def fill(self, row: ArticleRow) -> None:
        """Show the newest words of an article and go on from there."""
        self.base = row.latest
        self._base_category = row.article.category
        for column in self._columns.values():
            column.fill(row.latest)
        if row.article.category not in self._category.options:
            known = dict(self._category.options)
            known[row.article.category] = row.article.category
            self._category.set_options(known)
        self._category.value = row.article.category

    def go_on_from(self, row: ArticleRow) -> None:
        """Keep the words on the screen, as an edit of the newest revision."""
        self.base = row.latest
        self._base_category = row.article.category

    def use_facts(self, facts: Mapping[str, ShopFact]) -> None:
        """Fill the previews with these."""
        for column in self._columns.values():
            column.use_facts(facts)

    def insert_fact(self, key: str) -> None:
        """Name the fact in the answer that was edited last."""
        if self._may_edit:
            self._columns[self._focused].insert("{{" + key + "}}")

    def _remember_focus(self, language: str) -> None:
        self._focused = language
