"""The shop's tools over HTTP: what anybody's agent or script may do for a member."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request

from integrations.console.api.caller import (
    CallerDep,
    ServicesDep,
    calling_member,
)
from integrations.console.api.problems import wording_of
from knowledge.operations.answers import Answer

router = APIRouter(tags=["tools"])

Arguments = Annotated[dict[str, Any], Body(default_factory=dict)]


@router.post("/tools/{name}")
async def use_tool(
    name: str,
    arguments: Arguments,
    request: Request,
    caller: CallerDep,
    services: ServicesDep,
) -> dict[str, Any]:
    """Use a tool, preview and confirmation in one; a rule's no is an answer too."""
    language = wording_of(request).language
    answer = await services.tools.use(caller.id, name, arguments, language=language)
    return _shown(answer)


@router.get("/tools", dependencies=[Depends(calling_member)])
async def tools(services: ServicesDep) -> dict[str, Any]:
    """Every tool with the JSON schema of its arguments."""
    return services.tools.described()


@router.get("/export/retail")
async def export(caller: CallerDep, services: ServicesDep) -> dict[str, Any]:
    """The retail shop as ``{users, products, orders}``, in the layout of its files."""
    return await services.tools.export(caller.id)


def _shown(answer: Answer) -> dict[str, Any]:
    if answer.refusal is None:
        return {"ok": True, "result": answer.result}
    return {"ok": False, "refusal": asdict(answer.refusal)}
