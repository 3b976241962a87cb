"""What the pages of the articles show, to people and to programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from integrations.console.reader import Reader
from knowledge.faq import queries
from knowledge.faq.errors import ArticleNotFound
from knowledge.faq.models import ArticleRevision, ShopFact
from knowledge.faq.queries import ArticleRow, ArticleStatus
from knowledge.staff.permissions import Permission


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What the list of articles shows."""

    rows: Sequence[ArticleRow]
    categories: Sequence[str]


@dataclass(frozen=True, slots=True)
class ArticleDesk:
    """What the editor needs of one article; ``row`` is None for a new one."""

    row: ArticleRow | None
    revisions: Sequence[ArticleRevision]
    facts: Sequence[ShopFact]
    categories: Sequence[str]


@dataclass(frozen=True, slots=True)
class ArticleReading(Reader):
    """The list and the single article."""

    async def page(
        self,
        member_id: int,
        *,
        search: str = "",
        category: str | None = None,
        status: ArticleStatus | None = None,
    ) -> ArticlePage:
        """The articles that fit, and every category there is."""

        def read(session: Session) -> ArticlePage:
            rows = queries.rows(
                session, search=search, category=category, status=status
            )
            return ArticlePage(rows, queries.categories(session))

        return await self.read(member_id, Permission.READ_ARTICLES, read)

    async def article(self, member_id: int, article_id: str | None) -> ArticleDesk:
        """One article with its history; None for one that is to be written."""
        return await self.read(
            member_id,
            Permission.READ_ARTICLES,
            lambda session: _article(session, article_id),
        )


def _article(session: Session, article_id: str | None) -> ArticleDesk:
    row = queries.row_by_id(session, article_id) if article_id else None
    if article_id and row is None:
        raise ArticleNotFound(article_id=article_id)
    return ArticleDesk(
        row=row,
        revisions=queries.revisions(session, article_id) if article_id else [],
        facts=queries.shop_facts(session),
        categories=queries.categories(session),
    )
