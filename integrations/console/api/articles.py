"""The knowledge base over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from integrations.console.api.caller import CallerDep, ServicesDep
from integrations.console.api.payloads import (
    ArticleIn,
    ArticleOut,
    PublishIn,
    RevisionIn,
)
from knowledge.faq.errors import ArticleNotFound
from knowledge.faq.queries import ArticleStatus

router = APIRouter(prefix="/articles", tags=["articles"])


@router.get("")
async def articles(
    caller: CallerDep,
    services: ServicesDep,
    search: Annotated[str, Query(max_length=200)] = "",
    category: str | None = None,
    status: ArticleStatus | None = None,
) -> list[ArticleOut]:
    """The articles whose words hold ``search``."""
    page = await services.article_reading.page(
        caller.id, search=search, category=category, status=status
    )
    return [ArticleOut.of(row) for row in page.rows]


@router.get("/{article_id}")
async def article(
    article_id: str, caller: CallerDep, services: ServicesDep
) -> ArticleOut:
    """One article; its ``status`` turns to ``live`` when the index has it."""
    desk = await services.article_reading.article(caller.id, article_id)
    if desk.row is None:
        raise ArticleNotFound(article_id=article_id)
    return ArticleOut.of(desk.row)


@router.post("", status_code=201)
async def draft(
    written: ArticleIn, caller: CallerDep, services: ServicesDep
) -> ArticleOut:
    """A new article, which no customer sees until it is published."""
    row = await services.articles.draft(
        caller.id,
        category=written.category,
        words=written.words(),
        article_id=written.id,
    )
    return ArticleOut.of(row)


@router.put("/{article_id}")
async def revise(
    article_id: str, edit: RevisionIn, caller: CallerDep, services: ServicesDep
) -> ArticleOut:
    """A new revision; 409 when somebody saved another since ``based_on``."""
    row = await services.articles.revise(
        caller.id,
        article_id,
        words=edit.words(),
        based_on=edit.based_on,
        category=edit.category,
    )
    return ArticleOut.of(row)


@router.post("/{article_id}/publish")
async def publish(
    article_id: str, chosen: PublishIn, caller: CallerDep, services: ServicesDep
) -> ArticleOut:
    """Answer customers with this revision; live when the index has it."""
    row = await services.articles.publish(caller.id, article_id, number=chosen.revision)
    return ArticleOut.of(row)


@router.post("/{article_id}/withdraw")
async def withdraw(
    article_id: str, caller: CallerDep, services: ServicesDep
) -> ArticleOut:
    """Stop answering with it; its revisions stay."""
    return ArticleOut.of(await services.articles.withdraw(caller.id, article_id))
