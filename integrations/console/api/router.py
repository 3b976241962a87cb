"""Everything under ``/api/staff``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException

from integrations.console.api import articles, conversations, sessions, tools
from integrations.console.api.problems import Problem

PREFIX = "/api/staff"

_refusals: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "description": said}
    for code, said in {
        401: "No valid token",
        403: "The role does not allow it",
        404: "There is no such thing",
        409: "Somebody else was faster",
        422: "The request cannot be understood",
    }.items()
}

router = APIRouter(prefix=PREFIX, responses=_refusals)
router.include_router(sessions.router)
router.include_router(conversations.router)
router.include_router(articles.router)
router.include_router(tools.router)


@router.api_route(
    "/{rest:path}",
    methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
    include_in_schema=False,
)
async def nothing_here(rest: str) -> None:
    """A problem document instead of the page that people get."""
    raise HTTPException(404, f"There is nothing at {PREFIX}/{rest}")
