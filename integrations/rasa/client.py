"""Talking to the bot. Everything that can go wrong there is one error here."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from integrations.rasa.payloads import BotAnswer


class RasaUnavailable(Exception):
    """The bot refused, timed out, failed, spoke nonsense, or said nothing."""


class RasaClient:
    """The bot's own channel, and the part of Rasa's HTTP API that we use.

    ``http`` keeps the connections; whoever made it closes it.
    """

    def __init__(self, http: httpx.AsyncClient, *, timeout_seconds: float) -> None:
        self._http = http
        self._timeout = timeout_seconds

    async def say(
        self, conversation_id: str, text: str, *, metadata: dict[str, Any]
    ) -> BotAnswer:
        """What the bot answers to the customer's text; never an empty answer."""
        message = {"sender": conversation_id, "message": text, "metadata": metadata}
        body = await self._post("/webhooks/gateway/webhook", message)
        try:
            answer = BotAnswer.model_validate_json(body)
        except ValidationError as error:
            raise RasaUnavailable(f"not the agreed answer: {error}") from error
        spoken = [message for message in answer.messages if not message.is_empty]
        if not spoken:
            raise RasaUnavailable("the bot said nothing")
        return answer.model_copy(update={"messages": spoken})

    async def set_slot(self, conversation_id: str, name: str, value: Any) -> None:
        """Make the bot remember one value."""
        await self.remember(conversation_id, {name: value})

    async def remember(self, conversation_id: str, slots: dict[str, Any]) -> None:
        """Make the bot remember values, e.g. after an agent has handed back."""
        events = [
            {"event": "slot", "name": name, "value": value}
            for name, value in slots.items()
        ]
        path = f"/conversations/{quote(conversation_id, safe='')}/tracker/events"
        await self._post(f"{path}?include_events=NONE", events)

    async def is_healthy(self) -> bool:
        """Whether the bot answers at all."""
        try:
            response = await self._http.get("/", timeout=2.0)
        except httpx.HTTPError:
            return False
        return response.is_success

    async def _post(self, path: str, body: Any) -> bytes:
        try:
            # httpx's time-outs are per read; the customer waits for all of it.
            async with asyncio.timeout(self._timeout):
                response = await self._http.post(path, json=body)
        except (httpx.HTTPError, TimeoutError) as error:
            raise RasaUnavailable(f"{type(error).__name__}: {error}") from error
        if not response.is_success:
            raise RasaUnavailable(f"{response.status_code}: {response.text[:500]}")
        return response.content
