"""What the gateway's own routes ask FastAPI for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from integrations.gateway.services import Services


def services(request: Request) -> Services:
    """The services of the process."""
    found: Services = request.app.state.services
    return found


ServicesDep = Annotated[Services, Depends(services)]
