"""Customers who write to a bot at the same time, each waiting for his answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from integrations.command_line.speed.visits import Visit

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Bot:
    """A bot's own HTTP edge."""

    name: str
    address: str
    channel: str
    # The messages in the body of its answer.
    replies: Callable[[Any], list[dict[str, Any]]]


@dataclass
class Round:
    """What one round of load brought."""

    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    unanswered: int = 0  # errors, and answers without a word
    from_data: int = 0  # answers with an order, products, an article beside the words
    cpu_seconds: dict[str, float] = field(default_factory=dict)  # by process

    @property
    def per_second(self) -> float:
        """Messages answered in a second."""
        answered = len(self.milliseconds) - self.unanswered
        return answered / self.seconds if self.seconds else 0.0


def ours(port: int) -> Bot:
    """Our bot behind the gateway's channel."""
    return Bot(
        "ours", f"http://127.0.0.1:{port}", "gateway", lambda body: body["messages"]
    )


def stock(port: int) -> Bot:
    """Stock Rasa behind its rest channel."""
    return Bot("stock", f"http://127.0.0.1:{port}", "rest", lambda body: body)


async def say(
    http: httpx.AsyncClient, bot: Bot, visit: Visit, text: str
) -> list[dict[str, Any]]:
    """One message and what the bot answers; nothing where it fails."""
    message = {
        "sender": visit.conversation_id,
        "message": text,
        "metadata": {"language": visit.language},
    }
    response = await http.post(f"/webhooks/{bot.channel}/webhook", json=message)
    return bot.replies(response.json()) if response.is_success else []


async def play_round(
    bot: Bot, visits: Iterator[Visit], *, customers: int, seconds: float
) -> Round:
    """Closed loop: each customer visits again and again until the time is over."""
    result = Round()
    async with httpx.AsyncClient(
        base_url=bot.address, timeout=PATIENCE_SECONDS
    ) as http:
        begun = time.perf_counter()
        await asyncio.gather(
            *(
                _keep_visiting(http, bot, visits, result, begun + seconds)
                for _ in range(customers)
            )
        )
        result.seconds = time.perf_counter() - begun
    return result


async def _keep_visiting(
    http: httpx.AsyncClient,
    bot: Bot,
    visits: Iterator[Visit],
    result: Round,
    until: float,
) -> None:
    for visit in visits:
        for text in visit.messages:
            begun = time.perf_counter()
            if begun >= until:
                return
            answers = await say(http, bot, visit, text)
            result.milliseconds.append((time.perf_counter() - begun) * 1000)
            result.unanswered += not answers
            result.from_data += any(one.get("custom") for one in answers)
