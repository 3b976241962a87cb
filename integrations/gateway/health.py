"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from integrations.gateway.dependencies import ServicesDep
from integrations.gateway.error_handlers import problem
from knowledge.database.session import Database

router = APIRouter(tags=["health"])


@router.get("/health")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/ready", responses={503: {"description": "Something is missing."}})
async def ready(services: ServicesDep) -> JSONResponse:
    """The database and the bot answer too."""
    database, bot = await asyncio.gather(
        asyncio.to_thread(_answers, services.database), services.rasa.is_healthy()
    )
    checks = {"database": _word(database), "bot": _word(bot)}
    missing = [name for name, word in checks.items() if word != "ok"]
    if missing:
        detail = f"Not reachable: {', '.join(missing)}."
        return problem(503, "not_ready", detail, checks=checks)
    return JSONResponse({"status": "ok", "checks": checks})


def _answers(database: Database) -> bool:
    try:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def _word(fine: bool) -> str:
    return "ok" if fine else "unreachable"
