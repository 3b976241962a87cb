"""Fakes that record: plain classes that stand in for what is outside the process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

Answer = dict[str, Any]


def bot_answer(
    *texts: str, language: str = "en", intent: str = "greet", **message: Any
) -> Answer:
    """What the bot sends over the wire; ``message`` adds to its last message."""
    messages: list[Answer] = [{"text": text, "buttons": []} for text in texts]
    if message:
        messages[-1:] = [{**(messages[-1] if messages else {"text": None}), **message}]
    return {
        "messages": messages,
        "understood": {
            "intent": intent,
            "confidence": 0.93,
            "language": language,
            "entities": [],
        },
    }


@dataclass
class FakeRasa(httpx.AsyncBaseTransport):
    """The bot behind its wire: echoes, unless the next answers were given.

    Give it as the transport of the gateway's client. An answer may be a
    dictionary, raw bytes, a status code, an exception, or a coroutine function
    that does something first (an action's deed, or waiting).
    """

    answers: list[Any] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    remembered: list[tuple[str, Any]] = field(default_factory=list)
    is_up: bool = True

    @property
    def texts(self) -> list[str]:
        """What the bot was asked, in order."""
        return [message["message"] for message in self.heard]

    def will(self, *answers: Any) -> None:
        """Answer the next messages with these, in order."""
        self.answers.extend(answers)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the bot would."""
        if not self.is_up:
            raise httpx.ConnectError("refused", request=request)
        if request.method == "GET":
            return httpx.Response(200, text="Hello from Rasa")
        body = json.loads(await request.aread())
        if "/tracker/events" in request.url.path:
            self.remembered.append((request.url.path, body))
            return httpx.Response(200, json={})
        self.heard.append(body)
        answer = self.answers.pop(0) if self.answers else _echo(body)
        return await _response(answer)


def slowly(
    answer: Answer, gate: asyncio.Event, reached: asyncio.Event | None = None
) -> Callable[[], Awaitable[Answer]]:
    """An answer that waits until the gate opens, and tells that it does."""

    async def wait() -> Answer:
        if reached:
            reached.set()
        await gate.wait()
        return answer

    return wait


async def _response(answer: Any) -> httpx.Response:
    if callable(answer):
        answer = await answer()
    if isinstance(answer, Exception):
        raise answer
    if isinstance(answer, int):
        return httpx.Response(answer, json={"error": "it broke"})
    if isinstance(answer, bytes):
        return httpx.Response(200, content=answer)
    return httpx.Response(200, json=answer)


def _echo(body: dict[str, Any]) -> Answer:
    return bot_answer(f"You said: {body['message']}")
