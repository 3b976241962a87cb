"""One message of a customer in, the answers out: the heart of the gateway."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from integrations.channels.channel import (
    DeliveryError,
    InboundMessage,
    OutboundMessage,
)
from integrations.channels.registry import Channels
from integrations.gateway.recording import Recorder
from integrations.rasa.client import RasaClient, RasaUnavailable
from knowledge.conversations.turns import Begun, Next

log = structlog.get_logger()

_LOOK_AGAIN_SECONDS = 0.05
_RECOVER_SECONDS = 1.0


@dataclass(frozen=True)
class Turns:
    """Takes turns: records, asks whoever is responsible, records, delivers."""

    recorder: Recorder
    rasa: RasaClient
    channels: Channels

    async def take(self, message: InboundMessage) -> list[OutboundMessage]:
        """Record what the customer said, then let whoever is responsible answer."""
        begun = await self._begin(message)
        if begun.is_ours and await self._may_start(begun):
            await self._answer(begun, message)
        said = await asyncio.to_thread(self.recorder.exchange, begun.entry)
        await self._deliver(begun, said)
        return said

    async def recover(self) -> None:
        """Apologise for turns whose gateway died, and call a person to them."""
        for entry in await asyncio.to_thread(self.recorder.abandoned):
            log.warning("turn_abandoned", conversation=entry.conversation_id)
            await asyncio.to_thread(self.recorder.fail, entry)

    async def keep_recovering(self) -> None:
        """Recover every second, for ever, also after the database was away."""
        while True:
            try:
                await self.recover()
            except SQLAlchemyError as error:
                log.warning("cannot_recover", error=type(error).__name__)
            await asyncio.sleep(_RECOVER_SECONDS)

    async def _begin(self, message: InboundMessage) -> Begun:
        """Record the message; if it was posted before, wait for its answer."""
        begun = await asyncio.to_thread(self.recorder.begin, message)
        while not begun.is_ours and begun.is_under_way:
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            begun = await asyncio.to_thread(self.recorder.begin, message)
        return begun

    async def _answer(self, begun: Begun, message: InboundMessage) -> None:
        metadata = {
            "language": begun.language,
            "message_id": message.message_id,
            "request_id": structlog.contextvars.get_contextvars().get("request_id"),
        }
        try:
            answer = await self.rasa.say(
                message.conversation_id, begun.entry.text, metadata=metadata
            )
        except RasaUnavailable as failure:
            log.error("assistant_failed", why=str(failure))
            await asyncio.to_thread(self.recorder.fail, begun.entry)
        else:
            await asyncio.to_thread(self.recorder.speak, begun.entry, answer)

    async def _may_start(self, begun: Begun) -> bool:
        """Wait until the earlier messages are answered; False: a person has it now."""
        step = Next.START if begun.may_start else Next.WAIT
        while step is Next.WAIT:
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            step = await asyncio.to_thread(self.recorder.look, begun.entry)
        return step is Next.START

    async def _deliver(self, begun: Begun, said: list[OutboundMessage]) -> None:
        channel = self.channels.named(begun.channel)
        try:
            await channel.deliver(begun.entry.conversation_id, said)
        except DeliveryError as error:
            # What was said is kept; the customer reads it when the channel is back.
            log.warning(
                "not_delivered", channel=channel.name, permanent=error.permanent
            )
