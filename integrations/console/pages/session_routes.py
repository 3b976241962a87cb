"""The two forms of a session: in, and out. Plain posts, so that cookies can change."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlsplit
from uuid import uuid4

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response
from nicegui import app

from integrations.console.pages.viewer import SIGN_IN
from integrations.console.services import Services
from knowledge.staff.errors import AccountLocked, WrongCredentials


def register(services: Services) -> None:
    """The routes live beside the pages, behind the same session cookie."""

    @app.post(SIGN_IN, include_in_schema=False)
    async def sign_in(
        request: Request,
        email: Annotated[str, Form(max_length=254)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        zone: Annotated[str, Form(max_length=64)] = "",
        then: Annotated[str, Form(max_length=500)] = "/",
    ) -> Response:
        if not is_same_site(request):
            return Response(status_code=403)
        try:
            member = await services.staff.sign_in(email, password)
        except (WrongCredentials, AccountLocked) as error:
            minutes = error.facts.get("minutes", "")
            again = f"{SIGN_IN}?refused={error.code}&minutes={minutes}"
            return _see(f"{again}&then={quote(inside(then), safe='')}")
        # A new id, so that a cookie planted before does not become a session.
        fresh = {"id": str(uuid4()), "member_id": member.id, "zone": zone}
        request.session.clear()
        request.session.update(fresh)
        return _see(inside(then))

    @app.post("/sign-out", include_in_schema=False)
    async def sign_out(request: Request) -> Response:
        if not is_same_site(request):
            return Response(status_code=403)
        request.session.clear()
        return _see(SIGN_IN)


def is_same_site(request: Request) -> bool:
    """Whether the form was on our own page: no other site signs anybody in or out."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def inside(target: str) -> str:
    """The address if it is one of ours, else the desk."""
    return target if target.startswith("/") and target[1:2] not in ("/", "\\") else "/"


def _see(target: str) -> RedirectResponse:
    return RedirectResponse(target, status_code=303)
