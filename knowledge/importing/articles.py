"""Rows of articles -> published articles of the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from sqlalchemy.orm import Session

from knowledge.clock import Clock, now
from knowledge.errors import InvalidInput
from knowledge.faq import service
from knowledge.faq.models import Article, ArticleRevision
from knowledge.faq.words import Words
from knowledge.importing import queries
from knowledge.importing.errors import RowRefused
from knowledge.importing.fields import (
    Id,
    NeededWords,
    Nested,
    RowModel,
    gather_languages,
)
from knowledge.importing.report import Outcome

AUTHOR = "import"


def _said(value: Any) -> Any:
    """A cell ``one way | another way`` -> a list."""
    if isinstance(value, str):
        return [said for said in value.split("|") if said.strip()]
    return value


Said = Annotated[list[str], BeforeValidator(_said)]


class ArticleRow(RowModel):
    """A question with its answer; other ways to ask it in ``variants``."""

    id: Id
    category: Annotated[str, Field(min_length=1, max_length=64)] = "general"
    question: NeededWords
    answer: NeededWords
    variants: Annotated[dict[str, Said], Nested] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, values: Any) -> Any:
        return gather_languages(values, ("question", "answer", "variants"))

    @property
    def words(self) -> Words:
        """As the knowledge base keeps them."""
        return Words(self.question, self.answer, self.variants).tidied()


class ArticleKeeper:
    """Drafts, revises and publishes through the knowledge base's own rules."""

    def __init__(self, *, clock: Clock = now) -> None:
        self._clock = clock
        self._known: dict[str, Article] = {}

    def load(self, session: Session, rows: Sequence[ArticleRow]) -> None:
        """Fetch the batch's articles."""
        self._known = queries.articles(session, (row.id for row in rows))

    def keep(self, session: Session, row: ArticleRow) -> Outcome:
        """Publish the row's words; raises RowRefused with the rule that they break."""
        article = self._known.get(row.id)
        latest = article.revisions[-1] if article and article.revisions else None
        if article and latest and _is_as_wanted(article, latest, row):
            return Outcome.UNCHANGED
        try:
            with session.begin_nested():
                self._publish(session, row, latest)
        except InvalidInput as error:
            raise RowRefused(_sentence(error)) from None
        return Outcome.UPDATED if latest else Outcome.IMPORTED

    def _publish(
        self, session: Session, row: ArticleRow, latest: ArticleRevision | None
    ) -> None:
        at = self._clock()
        facts: dict[str, Any] = {"words": row.words, "author": AUTHOR, "at": at}
        if latest is None:
            service.draft(
                session, category=row.category, article_id=row.id, actor=AUTHOR, **facts
            )
        else:
            service.revise(
                session,
                row.id,
                based_on=latest.number,
                category=row.category,
                actor=AUTHOR,
                **facts,
            )
        number = latest.number + 1 if latest else 1
        service.publish(session, row.id, number=number, at=at, actor=AUTHOR)


def _is_as_wanted(article: Article, latest: ArticleRevision, row: ArticleRow) -> bool:
    kept = Words(latest.question, latest.answer, latest.variants).tidied()
    is_live = article.published_revision == latest.number
    return is_live and kept == row.words and article.category == row.category


def _sentence(error: InvalidInput) -> str:
    facts = ", ".join(f"{name}: {value}" for name, value in error.facts.items())
    words = error.code.replace("_", " ")
    return f"{words} ({facts})" if facts else words
