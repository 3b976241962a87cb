"""The desk over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from integrations.console.api.caller import CallerDep, ServicesDep
from integrations.console.api.payloads import (
    ConversationOut,
    EntryOut,
    HandBackIn,
    ReplyIn,
)
from integrations.console.desk_reading import DeskState

router = APIRouter(prefix="/conversations", tags=["conversations"])


@router.get("")
async def conversations(
    caller: CallerDep,
    services: ServicesDep,
    state: DeskState = DeskState.WAITING,
    search: Annotated[str, Query(max_length=200)] = "",
) -> list[ConversationOut]:
    """A list of the desk: the queue longest wait first, others newest first."""
    rows = await services.reading.rows(caller.id, state, search)
    return [ConversationOut.of(row) for row in rows]


@router.get("/{conversation_id}")
async def conversation(
    conversation_id: str, caller: CallerDep, services: ServicesDep
) -> ConversationOut:
    """One conversation, with its owner."""
    return ConversationOut.of(await services.reading.row(caller.id, conversation_id))


@router.get("/{conversation_id}/entries")
async def entries(
    conversation_id: str,
    caller: CallerDep,
    services: ServicesDep,
    after: Annotated[int, Query(ge=0)] = 0,
) -> list[EntryOut]:
    """The timeline with what only staff may read."""
    found = await services.reading.entries(caller.id, conversation_id, after)
    return [EntryOut.of(entry) for entry in found]


@router.post("/{conversation_id}/take")
async def take(
    conversation_id: str, caller: CallerDep, services: ServicesDep
) -> EntryOut:
    """Answer from now on; 409 when a colleague was faster."""
    return EntryOut.of(await services.desk.take(caller.id, conversation_id))


@router.post("/{conversation_id}/reply", status_code=201)
async def reply(
    conversation_id: str, said: ReplyIn, caller: CallerDep, services: ServicesDep
) -> EntryOut:
    """Say something to the customer."""
    return EntryOut.of(await services.desk.reply(caller.id, conversation_id, said.text))


@router.post("/{conversation_id}/note", status_code=201)
async def note(
    conversation_id: str, said: ReplyIn, caller: CallerDep, services: ServicesDep
) -> EntryOut:
    """Leave a note that the customer never sees."""
    return EntryOut.of(await services.desk.note(caller.id, conversation_id, said.text))


@router.post("/{conversation_id}/hand-back")
async def hand_back(
    conversation_id: str, left: HandBackIn, caller: CallerDep, services: ServicesDep
) -> EntryOut:
    """Let the assistant answer again."""
    return EntryOut.of(
        await services.desk.hand_back(caller.id, conversation_id, left.summary)
    )


@router.post("/{conversation_id}/close")
async def close(
    conversation_id: str, left: HandBackIn, caller: CallerDep, services: ServicesDep
) -> EntryOut:
    """End the episode; the customer's next message starts a new one."""
    return EntryOut.of(
        await services.desk.close(caller.id, conversation_id, left.summary)
    )
