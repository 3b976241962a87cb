"""Reading the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.faq.models import Article, ArticleRevision, ShopFact


class ArticleStatus(StrEnum):
    """Where an article is on its way to the customer."""

    DRAFT = "draft"
    INDEXING = "indexing"  # published; the index does not hold this revision yet
    LIVE = "live"
    LEAVING = "leaving"  # withdrawn; the index still answers with it


def status_of(article: Article) -> ArticleStatus:
    """What customers get of it now, from the two revision numbers."""
    if article.published_revision is None:
        indexed = article.indexed_revision is not None
        return ArticleStatus.LEAVING if indexed else ArticleStatus.DRAFT
    if article.indexed_revision == article.published_revision:
        return ArticleStatus.LIVE
    return ArticleStatus.INDEXING


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with its newest words, as lists show it."""

    article: Article
    latest: ArticleRevision

    @property
    def status(self) -> ArticleStatus:
        return status_of(self.article)

    @property
    def has_unpublished_words(self) -> bool:
        """Whether somebody revised it since it was published."""
        published = self.article.published_revision
        return published is not None and published != self.latest.number


def article_by_id(
    session: Session, article_id: str, *, lock: bool = False
) -> Article | None:
    """The article; ``lock`` makes other writers of it wait."""
    return session.get(
        Article, article_id, with_for_update=lock, populate_existing=lock
    )


def latest_revision(session: Session, article_id: str) -> ArticleRevision | None:
    """The newest words, published or not."""
    return session.scalar(
        select(ArticleRevision)
        .where(ArticleRevision.article_id == article_id)
        .order_by(ArticleRevision.number.desc())
        .limit(1)
    )


def revision(session: Session, article_id: str, number: int) -> ArticleRevision | None:
    """The words of one revision."""
    return session.scalar(
        select(ArticleRevision).where(
            ArticleRevision.article_id == article_id, ArticleRevision.number == number
        )
    )


def revisions(session: Session, article_id: str) -> Sequence[ArticleRevision]:
    """Every revision, newest first."""
    return session.scalars(
        select(ArticleRevision)
        .where(ArticleRevision.article_id == article_id)
        .order_by(ArticleRevision.number.desc())
    ).all()


def row_by_id(session: Session, article_id: str) -> ArticleRow | None:
    """One article with its newest words."""
    article = article_by_id(session, article_id)
    latest = latest_revision(session, article_id)
    if article is None or latest is None:
        return None
    return ArticleRow(article, latest)


def rows(
    session: Session,
    *,
    search: str = "",
    category: str | None = None,
    status: ArticleStatus | None = None,
) -> list[ArticleRow]:
    """The articles whose newest words hold ``search``, by category, then question."""
    newest = (
        select(
            ArticleRevision.article_id,
            func.max(ArticleRevision.number).label("number"),
        )
        .group_by(ArticleRevision.article_id)
        .subquery()
    )
    statement = (
        select(Article, ArticleRevision)
        .join(ArticleRevision, ArticleRevision.article_id == Article.id)
        .join(
            newest,
            (newest.c.article_id == ArticleRevision.article_id)
            & (newest.c.number == ArticleRevision.number),
        )
        .order_by(Article.category, Article.id)
    )
    if category:
        statement = statement.where(Article.category == category)
    found = [
        ArticleRow(article, latest) for article, latest in session.execute(statement)
    ]
    return [
        row
        for row in found
        if (status is None or row.status is status) and _says(row, search)
    ]


def _says(row: ArticleRow, search: str) -> bool:
    # In Python, because the databases store Chinese in JSON as escapes that a
    # LIKE never matches, and a knowledge base has hundreds of rows, not millions.
    latest = row.latest
    said = [row.article.id, *latest.question.values(), *latest.answer.values()]
    said += [text for texts in latest.variants.values() for text in texts]
    haystack = "\n".join(said).casefold()
    return all(word in haystack for word in search.casefold().split())


def categories(session: Session) -> Sequence[str]:
    """Every category that has an article."""
    return session.scalars(
        select(Article.category).distinct().order_by(Article.category)
    ).all()


def shop_facts(session: Session) -> Sequence[ShopFact]:
    """Every fact that answers may refer to, by key."""
    return session.scalars(select(ShopFact).order_by(ShopFact.key)).all()
