"""What goes over the wire; the product's own objects never do."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from knowledge.conversations.desk_queries import DeskRow
from knowledge.conversations.models import Entry
from knowledge.faq.queries import ArticleRow, ArticleStatus
from knowledge.faq.words import Words
from knowledge.staff.models import StaffMember

Said = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)
]
Summary = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class SignInIn(_In):
    """E-mail and password of a member."""

    email: Annotated[str, StringConstraints(max_length=254)]
    password: Annotated[str, StringConstraints(max_length=1000)]


class MemberOut(_Out):
    """A member of staff."""

    id: int
    name: str
    email: str
    role: str
    language: str


class SessionOut(BaseModel):
    """A bearer token, and whose it is."""

    token: str
    token_type: str = "bearer"  # noqa: S105 - the scheme's name
    expires_at: datetime
    member: MemberOut

    @classmethod
    def of(cls, member: StaffMember, token: str, expires_at: datetime) -> Self:
        shown = MemberOut.model_validate(member)
        return cls(token=token, expires_at=expires_at, member=shown)


class ConversationOut(_Out):
    """A conversation as the desk's lists show it."""

    conversation_id: str
    channel: str
    language: str
    customer_id: str | None
    customer_name: str | None
    identity_level: str
    owner: str
    since: datetime
    closed: bool
    reason: str | None
    agent_id: int | None
    agent_name: str | None
    last_text: str
    last_author: str
    last_at: datetime
    waiting_for_reply: bool

    @classmethod
    def of(cls, row: DeskRow) -> Self:
        return cls.model_validate(row)


class EntryOut(_Out):
    """Something that happened in a conversation."""

    seq: int
    at: datetime
    author: str
    author_name: str | None
    kind: str
    audience: str
    text: str
    payload: dict[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls.model_validate(entry)


class ReplyIn(_In):
    """Words of an agent."""

    text: Said


class HandBackIn(_In):
    """What the agent leaves behind for his colleagues and the assistant."""

    summary: Summary = ""


class WordsIn(_In):
    """The words of an article in each language: ``{"en": …, "zh": …}``."""

    category: str
    question: dict[str, str]
    answer: dict[str, str] = Field(default_factory=dict)
    variants: dict[str, list[str]] = Field(default_factory=dict)

    def words(self) -> Words:
        return Words(self.question, self.answer, self.variants)


class ArticleIn(WordsIn):
    """A new article; without an id it is named after its question."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")] | None = None


class RevisionIn(WordsIn):
    """An edit of the revision ``based_on``."""

    based_on: int


class PublishIn(_In):
    """The revision to publish: the one that the editor has seen."""

    revision: int


class ArticleOut(BaseModel):
    """An article with its newest words and where it is on its way to customers."""

    id: str
    category: str
    status: ArticleStatus
    revision: int
    published_revision: int | None
    indexed_revision: int | None
    question: dict[str, str]
    answer: dict[str, str]
    variants: dict[str, list[str]]
    author: str
    updated_at: datetime

    @classmethod
    def of(cls, row: ArticleRow) -> Self:
        article, latest = row.article, row.latest
        return cls(
            id=article.id,
            category=article.category,
            status=row.status,
            revision=latest.number,
            published_revision=article.published_revision,
            indexed_revision=article.indexed_revision,
            question=latest.question,
            answer=latest.answer,
            variants=latest.variants,
            author=latest.author,
            updated_at=article.updated_at,
        )
