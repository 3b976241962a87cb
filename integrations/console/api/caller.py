"""Who calls the HTTP interface: the bearer of a token."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from integrations.console.services import Services
from knowledge.staff.errors import SignInNeeded
from knowledge.staff.models import StaffMember

_bearer = HTTPBearer(auto_error=False, description="From POST /api/staff/sessions")


def services_of(request: Request) -> Services:
    """The services that the application was made with."""
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(services_of)]


async def calling_member(
    services: ServicesDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> StaffMember:
    """The member; raises SignInNeeded without a valid token."""
    claimed = (
        services.tokens.member_id(credentials.credentials) if credentials else None
    )
    member = await services.staff.member(claimed)
    if member is None:
        raise SignInNeeded()
    return member


CallerDep = Annotated[StaffMember, Depends(calling_member)]
