"""What staff do with articles; the pages and the HTTP interface share it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy.orm import Session

from integrations.console.staff_access import permitted
from knowledge.clock import Clock
from knowledge.database.session import Database
from knowledge.faq import queries, service
from knowledge.faq.errors import ArticleNotFound
from knowledge.faq.queries import ArticleRow
from knowledge.faq.words import Words
from knowledge.staff import audit
from knowledge.staff.permissions import Permission


@dataclass(frozen=True, slots=True)
class ArticleOperations:
    """Every deed checks the role, is audited, and commits as one."""

    database: Database
    clock: Clock

    async def draft(
        self,
        member_id: int,
        *,
        category: str,
        words: Words,
        article_id: str | None = None,
    ) -> ArticleRow:
        """A new article that no customer sees yet."""
        return await asyncio.to_thread(
            self._draft, member_id, category, words, article_id
        )

    async def revise(
        self,
        member_id: int,
        article_id: str,
        *,
        words: Words,
        based_on: int,
        category: str | None = None,
    ) -> ArticleRow:
        """The next revision. Raises RevisionOutdated when somebody was faster."""
        return await asyncio.to_thread(
            self._revise, member_id, article_id, words, based_on, category
        )

    async def publish(
        self, member_id: int, article_id: str, *, number: int
    ) -> ArticleRow:
        """Let a revision answer customers."""
        return await asyncio.to_thread(self._publish, member_id, article_id, number)

    async def withdraw(self, member_id: int, article_id: str) -> ArticleRow:
        """Stop answering with it."""
        return await asyncio.to_thread(self._withdraw, member_id, article_id)

    def _draft(
        self, member_id: int, category: str, words: Words, article_id: str | None
    ) -> ArticleRow:
        with self.database.writing() as session:
            member = permitted(session, member_id, Permission.EDIT_ARTICLES)
            article = service.draft(
                session,
                category=category,
                words=words,
                author=member.name,
                article_id=article_id,
                at=self.clock(),
                actor=audit.actor_of(member),
            )
            return _row(session, article.id)

    def _revise(
        self,
        member_id: int,
        article_id: str,
        words: Words,
        based_on: int,
        category: str | None,
    ) -> ArticleRow:
        with self.database.writing() as session:
            member = permitted(session, member_id, Permission.EDIT_ARTICLES)
            service.revise(
                session,
                article_id,
                words=words,
                based_on=based_on,
                author=member.name,
                category=category,
                at=self.clock(),
                actor=audit.actor_of(member),
            )
            return _row(session, article_id)

    def _publish(self, member_id: int, article_id: str, number: int) -> ArticleRow:
        with self.database.writing() as session:
            member = permitted(session, member_id, Permission.PUBLISH_ARTICLES)
            actor = audit.actor_of(member)
            service.publish(
                session, article_id, number=number, at=self.clock(), actor=actor
            )
            return _row(session, article_id)

    def _withdraw(self, member_id: int, article_id: str) -> ArticleRow:
        with self.database.writing() as session:
            member = permitted(session, member_id, Permission.PUBLISH_ARTICLES)
            actor = audit.actor_of(member)
            service.withdraw(session, article_id, at=self.clock(), actor=actor)
            return _row(session, article_id)


def _row(session: Session, article_id: str) -> ArticleRow:
    row = queries.row_by_id(session, article_id)
    if row is None:
        raise ArticleNotFound(article_id=article_id)
    return row
