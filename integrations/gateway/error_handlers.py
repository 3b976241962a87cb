"""Every refusal and failure as a problem document (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from integrations.channels.problem import Problem
from knowledge.conversations.errors import AlreadyTaken, OtherCustomer
from knowledge.errors import InvalidInput, KnowledgeError, NotAllowed, NotFound

log = structlog.get_logger()

# The first class that fits decides.
_STATUS: dict[type[KnowledgeError], int] = {
    AlreadyTaken: 409,
    OtherCustomer: 409,
    NotFound: 404,
    NotAllowed: 403,
    InvalidInput: 422,
}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> JSONResponse:
    """A problem document; ``code`` is for programs, ``detail`` for people."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    document = {
        "type": f"urn:shopkeeper:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "request_id": request_id,
        **more,
    }
    return JSONResponse(
        document, status, dict(headers or {}), media_type="application/problem+json"
    )


def internal_error() -> JSONResponse:
    """What a bug of ours looks like from outside."""
    return problem(500, "internal_error", "Something broke on our side.")


def install(app: FastAPI) -> None:
    """Make the app answer what is raised on purpose with a problem document."""
    app.add_exception_handler(Problem, _refused)
    app.add_exception_handler(KnowledgeError, _knowledge)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OperationalError, _database_away)


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101 - registered for it
    return problem(error.status, error.code, error.detail, headers=error.headers)


async def _knowledge(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KnowledgeError)  # noqa: S101 - registered for it
    status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 400)
    # The docstring is the sentence; the facts may be another customer's.
    return problem(status, error.code, type(error).__doc__ or error.code)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    errors = [
        {"where": ".".join(str(part) for part in each["loc"]), "what": each["msg"]}
        for each in error.errors()
    ]
    detail = "; ".join(f"{each['where']}: {each['what']}" for each in errors)
    return problem(422, "invalid_request", detail, errors=errors)


async def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    code = HTTPStatus(error.status_code).name.lower()
    return problem(error.status_code, code, error.detail, headers=error.headers)


async def _database_away(_request: Request, error: Exception) -> JSONResponse:
    log.error("database_unavailable", error=str(error))
    detail = "The shop's data cannot be reached at the moment. Please try again."
    return problem(503, "database_unavailable", detail, headers={"Retry-After": "5"})
