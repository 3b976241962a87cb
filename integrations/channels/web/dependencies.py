"""What the routes of the chat interface ask FastAPI for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from integrations.channels.web.conversations import WebChat
from integrations.channels.web.tokens import token_invalid

_bearer = HTTPBearer(auto_error=False)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def web_chat(request: Request) -> WebChat:
    """The chat of the process; its composition root put it there."""
    chat: WebChat = request.app.state.web_chat
    return chat


ChatDep = Annotated[WebChat, Depends(web_chat)]


def conversation_id(bearer: Bearer, chat: ChatDep) -> str:
    """The conversation that the token opens."""
    if bearer is None:
        raise token_invalid()
    return chat.tokens.conversation_of(bearer.credentials)


def streamed_conversation_id(
    bearer: Bearer,
    chat: ChatDep,
    token: Annotated[
        str | None, Query(description="For EventSource, which sets no headers.")
    ] = None,
) -> str:
    """The same, with the token in the address too."""
    given = bearer.credentials if bearer else token
    if not given:
        raise token_invalid()
    return chat.tokens.conversation_of(given)


ConversationDep = Annotated[str, Depends(conversation_id)]
StreamedConversationDep = Annotated[str, Depends(streamed_conversation_id)]
