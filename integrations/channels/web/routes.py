"""The chat interface over HTTP: for the widget and for anybody's own client."""

from __future__ import annotations

import asyncio
from typing import Annotated

import anyio
from fastapi import APIRouter, Header, Query
from sse_starlette.sse import EventSourceResponse

from integrations.channels.channel import InboundMessage
from integrations.channels.web.dependencies import (
    ChatDep,
    ConversationDep,
    StreamedConversationDep,
)
from integrations.channels.web.payloads import (
    EntriesOut,
    IdentityIn,
    MessageIn,
    SessionIn,
    SessionOut,
    TimelineOut,
)
from integrations.channels.web.stream import LINE_END, events

router = APIRouter(prefix="/api/chat", tags=["chat"])

After = Annotated[int, Query(ge=0, le=2**31 - 1)]


@router.post("/sessions", status_code=201)
async def start_session(wish: SessionIn, chat: ChatDep) -> SessionOut:
    """Start a conversation. The assistant's greeting is its first entry."""
    conversation = await asyncio.to_thread(chat.open, wish)
    return SessionOut(
        conversation_id=conversation.id,
        token=chat.tokens.issue(conversation.id, at=chat.clock()),
        language=conversation.language,
    )


@router.post("/messages")
async def post_message(
    message: MessageIn, conversation_id: ConversationDep, chat: ChatDep
) -> EntriesOut:
    """Say something; the customer's entry, and the assistant's answer to it."""
    await asyncio.to_thread(chat.admit, conversation_id, message.text)
    said = await chat.receive(
        InboundMessage(conversation_id, message.text, message.message_id)
    )
    return EntriesOut.of(said)


@router.get("/entries")
async def read_entries(
    conversation_id: ConversationDep, chat: ChatDep, after: After = 0
) -> TimelineOut:
    """What happened after the entry ``after``."""
    await asyncio.to_thread(chat.language, conversation_id)
    return await asyncio.to_thread(chat.page, conversation_id, after)


@router.post("/identity", status_code=204)
async def attach_identity(
    given: IdentityIn, conversation_id: ConversationDep, chat: ChatDep
) -> None:
    """A guest has signed in to the shop: his conversation goes on as his own."""
    await asyncio.to_thread(chat.language, conversation_id)
    await asyncio.to_thread(chat.identify, conversation_id, given.identity)


@router.get("/events", response_class=EventSourceResponse)
async def follow(
    conversation_id: StreamedConversationDep,
    chat: ChatDep,
    after: After = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """Server-sent events: one per entry, its ``seq`` as the event's id."""
    await asyncio.to_thread(chat.language, conversation_id)
    resumed = last_event_id or ""
    start = int(resumed) if resumed.isdecimal() and len(resumed) < 10 else after
    stop = anyio.Event()
    return EventSourceResponse(
        events(chat, conversation_id, start, stop),
        ping=chat.ping_seconds,
        sep=LINE_END,
        shutdown_event=stop,
        shutdown_grace_period=1,
    )
