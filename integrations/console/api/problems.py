"""Refusals as problem documents (RFC 9457), in the reader's language."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from integrations.console.wording import Wording
from knowledge.conversations.errors import AlreadyTaken, NotInConversation
from knowledge.errors import InvalidInput, KnowledgeError, NotAllowed, NotFound
from knowledge.faq.errors import ArticleIdTaken, ArticleNotPublished, RevisionOutdated
from knowledge.staff.errors import AccountLocked, SignInNeeded, WrongCredentials

_MEDIA_TYPE = "application/problem+json"

# The first class that fits decides.
_STATUS: list[tuple[type[KnowledgeError], int]] = [
    (WrongCredentials, 401),
    (SignInNeeded, 401),
    (AccountLocked, 429),
    (AlreadyTaken, 409),
    (NotInConversation, 409),
    (RevisionOutdated, 409),
    (ArticleNotPublished, 409),
    (ArticleIdTaken, 409),
    (NotFound, 404),
    (NotAllowed, 403),
    (InvalidInput, 422),
]


class Problem(BaseModel):
    """Why a request was refused."""

    type: str
    title: str
    status: int
    detail: str
    facts: dict[str, Any] = {}


def problem(
    status: int, code: str, detail: str, facts: dict[str, Any] | None = None
) -> JSONResponse:
    """The response; ``type`` names the error so that programs need not read."""
    body = Problem(
        type=f"urn:shopkeeper:{code}",
        title=code.replace("_", " ").capitalize(),
        status=status,
        detail=detail,
        facts=facts or {},
    )
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse(
        jsonable_encoder(body), status, headers=headers, media_type=_MEDIA_TYPE
    )


def add_problem_handlers(app: FastAPI) -> None:
    """Every refusal leaves as a problem document."""
    app.add_exception_handler(KnowledgeError, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _http_error)


def wording_of(request: Request) -> Wording:
    """The words in the language that the client asks for."""
    asked = request.headers.get("accept-language", "").lower()
    return Wording("zh" if asked.startswith("zh") else "en")


def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KnowledgeError)  # noqa: S101 - registered for it only
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    detail = wording_of(request).refusal(error)
    return problem(status, error.code, detail, error.facts)


def _not_understood(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    fields = [
        {"field": ".".join(map(str, each["loc"])), "problem": each["msg"]}
        for each in error.errors()
    ]
    detail = wording_of(request)("errors.request_not_understood")
    return problem(422, "request_not_understood", detail, {"fields": fields})


def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    return problem(error.status_code, f"http_{error.status_code}", str(error.detail))
