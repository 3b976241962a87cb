"""One language of an article: question, answer, variants, and how it will read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nicegui import ui

from integrations.console.pages.parts import block, text
from integrations.console.wording import Wording
from knowledge.faq.facts import filled
from knowledge.faq.models import ArticleRevision, ShopFact
from knowledge.faq.words import LONGEST_ANSWER, LONGEST_QUESTION


class ArticleColumn:
    """The fields of one language beside those of the other."""

    def __init__(
        self,
        wording: Wording,
        language: str,
        *,
        on_change: Callable[[], None],
        on_focus: Callable[[str], None],
        may_edit: bool,
    ) -> None:
        self._wording = wording
        self.language = language
        self._on_change = on_change
        self._facts: Mapping[str, ShopFact] = {}
        with block("sheet", "section") as column:
            column.props(f"lang={'zh-CN' if language == 'zh' else 'en'}")
            text(wording(f"languages.{language}"), "sheet__language", "h2")
            self._question = self._area("question", LONGEST_QUESTION)
            self._answer = self._area("answer", LONGEST_ANSWER)
            self._answer.on("focus", lambda: on_focus(language))
            text(wording("editor.preview"), "field__label", "h3")
            self._preview = text("", "preview", "p")
            self._variants = self._area("variants", 12_000)
        if not may_edit:
            for area in (self._question, self._answer, self._variants):
                area.props("readonly")

    @property
    def question(self) -> str:
        return self._question.value or ""

    @property
    def answer(self) -> str:
        return self._answer.value or ""

    @property
    def variants(self) -> list[str]:
        return (self._variants.value or "").splitlines()

    def fill(self, revision: ArticleRevision | None) -> None:
        """Show the words of a revision; None is an empty sheet."""
        if revision is None:
            return
        self._question.value = revision.question.get(self.language, "")
        self._answer.value = revision.answer.get(self.language, "")
        self._variants.value = "\n".join(revision.variants.get(self.language, []))

    def use_facts(self, facts: Mapping[str, ShopFact]) -> None:
        """Fill the preview with these from now on."""
        self._facts = facts
        self._show_preview()

    def insert(self, words: str) -> None:
        """Put words where the cursor is in the answer."""
        element_id = self._answer.html_id
        ui.run_javascript(
            f"const area = document.querySelector('#{element_id} textarea,"
            f" textarea#{element_id}') || document.getElementById('{element_id}');"
            f"area.focus(); document.execCommand('insertText', false, {words!r});"
        )

    def _area(self, name: str, longest: int) -> ui.textarea:
        with block("field"):
            text(self._wording(f"editor.{name}"), "field__label")
            made = ui.textarea(on_change=self._changed)
            made.props(f"borderless autogrow maxlength={longest} debounce=150")
            made.classes(f"area area--{name}")
            made.props["aria-label"] = (
                f"{self._wording(f'editor.{name}')}, "
                f"{self._wording(f'languages.{self.language}')}"
            )
            # An example helps in the language in which one writes.
            placeholder = Wording(self.language)(f"editor.{name}_placeholder")
            made.props["placeholder"] = placeholder
        return made

    def _changed(self) -> None:
        self._show_preview()
        self._on_change()

    def _show_preview(self) -> None:
        words = filled(self.answer, self._facts, self.language).strip()
        self._preview.set_text(words or self._wording("editor.preview_empty"))
