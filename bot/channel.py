"""The gateway's way in: one message, all replies as they are, and errors as errors.

Rasa's own ``rest`` channel answers 200 with whatever there was when something
broke, and splits a message with buttons and a card into several.
"""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import action_calls, action_connection, event_types, graph_runner
from bot.asking import ask

logger = logging.getLogger(__name__)
Handler = Callable[[UserMessage], Awaitable[Any]]

# Here, because Rasa imports the channels that credentials.yml names before it
# serves anything, by `rasa run` and by our own entry point alike.
action_calls.install()
action_connection.install()
event_types.install()
graph_runner.install()


class Replies(OutputChannel, action_calls.Witness):
    """Collects each utterance whole, and what went wrong on the way."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.failures: list[str] = []

    @classmethod
    def name(cls) -> str:
        """The name under which the responses of the domain know this channel."""
        return "gateway"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one utterance."""
        self.messages.append(
            {
                "text": message.get("text"),
                "buttons": message.get("buttons") or [],
                "custom": message.get("custom") or None,
            }
        )


class GatewayChannel(InputChannel):
    """``POST /webhooks/gateway/webhook {sender, message, metadata}``."""

    @classmethod
    def name(cls) -> str:
        """The part of the address that is ours."""
        return "gateway"

    @classmethod
    def from_credentials(cls, _: dict[str, Any] | None) -> GatewayChannel:
        """There is nothing to configure: the address is on loopback only."""
        return cls()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The channel's routes."""
        routes = Blueprint("gateway_channel", __name__)

        @routes.get("/")
        async def health(_: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            return await answer(request, on_new_message)

        @routes.after_server_stop
        async def hang_up(*_: Any) -> None:
            await action_connection.close()

        return routes


async def answer(request: Request, handle: Handler) -> HTTPResponse:
    replies = Replies()
    try:
        message = _user_message(request.json, replies)
    except (KeyError, TypeError, AttributeError):
        return json({"error": "expected {sender, message, metadata}"}, status=400)
    try:
        message.parse_data = await _understand(request, message)
        understood = _understood(copy.deepcopy(message.parse_data))
        await handle(message)
    except (Exception, asyncio.CancelledError) as error:
        logger.exception("A turn of %s failed", message.sender_id)
        return json({"error": f"{type(error).__name__}: {error}"}, status=500)
    if replies.failures:
        return json({"error": "; ".join(replies.failures)}, status=500)
    return json({"messages": replies.messages, "understood": understood})


def _user_message(body: dict[str, Any], replies: Replies) -> UserMessage:
    metadata = body.get("metadata") or {}
    return UserMessage(
        str(body["message"]),
        replies,
        str(body["sender"]),
        input_channel=GatewayChannel.name(),
        message_id=metadata.get("message_id"),
        metadata=metadata,
    )


async def _understand(request: Request, message: UserMessage) -> dict[str, Any]:
    """Parse here: the handler then finds the message parsed, and we can tell how."""
    agent = request.app.ctx.agent
    if agent is None or agent.processor is None:
        raise RuntimeError("no model is loaded")
    return await ask(agent.processor, message.text or "", message.metadata)


def _understood(parsed: dict[str, Any]) -> dict[str, Any]:
    entities = parsed.get("entities", [])
    languages = [e["value"] for e in entities if e["entity"] == "language"]
    return {
        "intent": parsed["intent"]["name"],
        "confidence": parsed["intent"]["confidence"],
        "ranking": parsed.get("intent_ranking", [])[:3],
        "language": languages[0] if languages else None,
        "entities": entities,
    }
