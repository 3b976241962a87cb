"""Changing the knowledge base. A revision never changes; an edit appends the next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from knowledge.faq import queries
from knowledge.faq.errors import (
    ArticleIdTaken,
    ArticleNotFound,
    ArticleNotPublished,
    CategoryMissing,
    RevisionNotFound,
    RevisionOutdated,
)
from knowledge.faq.models import Article, ArticleRevision
from knowledge.faq.naming import free_id
from knowledge.faq.words import Words, check_can_be_published, check_can_be_saved
from knowledge.staff import audit


def draft(
    session: Session,
    *,
    category: str,
    words: Words,
    author: str,
    at: datetime,
    article_id: str | None = None,
    actor: str = "system",
) -> Article:
    """A new article that no customer sees until it is published.

    Raises CategoryMissing, ArticleEmpty, ArticleTooLong, FactsUnknown, ArticleIdTaken.
    """
    words = words.tidied()
    category = _category(category)
    check_can_be_saved(words, known_facts=_known_facts(session))
    if article_id and queries.article_by_id(session, article_id):
        raise ArticleIdTaken(article_id=article_id)
    article = Article(
        id=article_id or free_id(session, words.question.get("en", ""), category),
        category=category,
        owner=author,
        updated_at=at,
    )
    session.add(article)
    session.flush()
    _append(session, article, number=1, words=words, author=author, at=at)
    _log(session, article, "article.drafted", actor=actor, at=at, revision=1)
    return article


def revise(
    session: Session,
    article_id: str,
    *,
    words: Words,
    based_on: int,
    author: str,
    at: datetime,
    category: str | None = None,
    actor: str = "system",
) -> ArticleRevision:
    """The next revision; the published one keeps answering until this is published.

    ``based_on`` is the number of the revision that the editor opened. Raises
    RevisionOutdated when somebody saved another since: nothing is overwritten.
    """
    article, latest = _article_with_latest(session, article_id)
    _refuse_outdated(latest, based_on)
    words = words.tidied()
    check_can_be_saved(words, known_facts=_known_facts(session))
    if category is not None and _category(category) != article.category:
        article.category = _category(category)
        article.updated_at = at
        _log(session, article, "article.moved", actor=actor, at=at, to=category)
    if words == _words_of(latest):
        return latest
    number = latest.number + 1
    revision = _append(
        session, article, number=number, words=words, author=author, at=at
    )
    article.updated_at = at
    _log(session, article, "article.revised", actor=actor, at=at, revision=number)
    return revision


def publish(
    session: Session,
    article_id: str,
    *,
    number: int,
    at: datetime,
    actor: str = "system",
) -> Article:
    """Let revision ``number`` answer customers; the index follows within seconds.

    Raises RevisionOutdated when a newer one exists, and ArticleIncomplete or
    FactsUnknown when it may not go out as it is.
    """
    article, latest = _article_with_latest(session, article_id)
    if queries.revision(session, article_id, number) is None:
        raise RevisionNotFound(article_id=article_id, number=number)
    _refuse_outdated(latest, number)
    check_can_be_published(_words_of(latest), known_facts=_known_facts(session))
    if article.published_revision != number:
        article.published_revision = number
        article.updated_at = at
        _log(session, article, "article.published", actor=actor, at=at, revision=number)
    return article


def withdraw(
    session: Session, article_id: str, *, at: datetime, actor: str = "system"
) -> Article:
    """Customers are not answered with it any more; its revisions stay."""
    article, _ = _article_with_latest(session, article_id)
    if article.published_revision is None:
        raise ArticleNotPublished(article_id=article_id)
    number = article.published_revision
    article.published_revision = None
    article.updated_at = at
    _log(session, article, "article.withdrawn", actor=actor, at=at, revision=number)
    return article


def _article_with_latest(
    session: Session, article_id: str
) -> tuple[Article, ArticleRevision]:
    article = queries.article_by_id(session, article_id, lock=True)
    latest = queries.latest_revision(session, article_id)
    if article is None or latest is None:
        raise ArticleNotFound(article_id=article_id)
    return article, latest


def _refuse_outdated(latest: ArticleRevision, based_on: int) -> None:
    if latest.number != based_on:
        raise RevisionOutdated(
            based_on=based_on,
            latest=latest.number,
            author=latest.author,
            at=latest.created_at,
        )


def _append(
    session: Session,
    article: Article,
    *,
    number: int,
    words: Words,
    author: str,
    at: datetime,
) -> ArticleRevision:
    revision = ArticleRevision(
        article_id=article.id,
        number=number,
        question=words.question,
        answer=words.answer,
        variants=words.variants,
        author=author,
        created_at=at,
    )
    session.add(revision)
    session.flush()
    return revision


def _log(
    session: Session,
    article: Article,
    action: str,
    *,
    actor: str,
    at: datetime,
    **details: Any,
) -> None:
    subject = f"article:{article.id}"
    audit.record(
        session, actor=actor, action=action, subject=subject, at=at, details=details
    )


def _words_of(revision: ArticleRevision) -> Words:
    return Words(revision.question, revision.answer, revision.variants)


def _known_facts(session: Session) -> list[str]:
    return [fact.key for fact in queries.shop_facts(session)]


def _category(category: str) -> str:
    tidy = category.strip()
    if not tidy:
        raise CategoryMissing()
    return tidy
