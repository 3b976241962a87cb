"""Tables of the knowledge base. A revision never changes; an article points at one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database.base import Base, Json, Localised, UtcDateTime


class Article(Base):
    """A question that customers ask, and the revision that answers it now."""

    __tablename__ = "articles"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # a slug
    category: Mapped[str] = mapped_column(String(64), index=True)
    # The live revision's number; None while it is a draft or withdrawn.
    published_revision: Mapped[int | None]
    # The number the index holds; behind while an edit is on its way.
    indexed_revision: Mapped[int | None]
    owner: Mapped[str | None] = mapped_column(String(120))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    revisions: Mapped[list[ArticleRevision]] = relationship(
        order_by="ArticleRevision.number", cascade="all, delete-orphan"
    )


class ArticleRevision(Base):
    """The words of an article at one time, in each language that it has."""

    __tablename__ = "article_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    question: Mapped[Localised] = mapped_column(Json)
    answer: Mapped[Localised] = mapped_column(Json)
    # Other ways to ask: {"en": ["...", ...], "zh": [...]}.
    variants: Mapped[dict[str, list[str]]] = mapped_column(Json, default=dict)
    author: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("article_id", "number"),)


class ShopFact(Base):
    """A structured fact of the shop that staff edit as a field: a fee, a window, hours.

    Answers refer to it as ``{{key}}`` and show its value in the reader's language.
    """

    __tablename__ = "shop_facts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(
        String(16)
    )  # money | days | hours | text | number
    value: Mapped[Any] = mapped_column(Json)
    label: Mapped[Localised] = mapped_column(Json)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
