"""Whether the console can do its work."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from integrations.console.services import Services
from knowledge.staff.queries import members

router = APIRouter(tags=["health"])


@router.get("/health")
async def health(request: Request, response: Response) -> dict[str, str]:
    """``ok``, or 503 when the database cannot be read."""
    services: Services = request.app.state.services
    if await asyncio.to_thread(_can_read, services):
        return {"status": "ok", "database": "ok"}
    response.status_code = 503
    return {"status": "unavailable", "database": "unreachable"}


def _can_read(services: Services) -> bool:
    try:
        with services.database.reading() as session:
            members(session)
    except SQLAlchemyError:
        return False
    return True
