"""Signing in over HTTP."""

from __future__ import annotations

from fastapi import APIRouter

from integrations.console.api.caller import CallerDep, ServicesDep
from integrations.console.api.payloads import MemberOut, SessionOut, SignInIn

router = APIRouter(tags=["sessions"])


@router.post("/sessions", status_code=201)
async def sign_in(credentials: SignInIn, services: ServicesDep) -> SessionOut:
    """A bearer token for e-mail and password; five failures lock the account."""
    member = await services.staff.sign_in(credentials.email, credentials.password)
    token, expires_at = services.tokens.issue(member.id)
    return SessionOut.of(member, token, expires_at)


@router.get("/me")
async def who_am_i(caller: CallerDep) -> MemberOut:
    """The member whose token it is."""
    return MemberOut.model_validate(caller)
