"""What the index and the answers read of the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from knowledge.faq.models import Article, ArticleRevision, ShopFact


def published(session: Session) -> list[ArticleRevision]:
    """The revision that answers now, of every published article, by article."""
    statement = (
        select(ArticleRevision)
        .join(Article, Article.id == ArticleRevision.article_id)
        .where(Article.published_revision == ArticleRevision.number)
        .order_by(Article.id)
    )
    return list(session.scalars(statement))


def published_article(session: Session, article_id: str) -> ArticleRevision | None:
    """The revision of one article that answers now."""
    return session.scalar(
        select(ArticleRevision)
        .join(Article, Article.id == ArticleRevision.article_id)
        .where(
            Article.id == article_id,
            Article.published_revision == ArticleRevision.number,
        )
    )


def mark_indexed(session: Session, numbers: Mapping[str, int]) -> None:
    """Write down which revision of each article the index holds now."""
    known = session.execute(select(Article.id, Article.indexed_revision))
    for article_id, indexed in known.all():
        number = numbers.get(article_id)
        if number != indexed:
            session.execute(
                update(Article)
                .where(Article.id == article_id)
                .values(indexed_revision=number)
            )


def articles_stamp(session: Session) -> tuple[datetime | None, int, datetime | None]:
    """Differs whenever an article or a fact changed: cheap enough to ask often."""
    articles = session.execute(
        select(func.max(Article.updated_at), func.count(Article.id))
    ).one()
    facts = session.scalar(select(func.max(ShopFact.updated_at)))
    return (articles[0], articles[1], facts)
