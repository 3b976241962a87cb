"""A customer at the chat interface: says something, and reads what comes of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import uuid4

import httpx
import jwt
from pydantic_settings import BaseSettings, SettingsConfigDict

from integrations.command_line.playing.errors import CannotSignIn

SIGNED_IN_MINUTES = 15

# An entry of a conversation, as the chat interface gives it.
Entry = dict[str, Any]


class PlaySettings(BaseSettings):
    """Read from ``SHOPKEEPER_*`` in the environment or ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    gateway_port: int = 8080
    identity_secret: str = ""  # none: the demo shop vouches for its customers

    @property
    def gateway(self) -> str:
        """Where the assistant of this folder answers."""
        return f"http://127.0.0.1:{self.gateway_port}"


@dataclass(frozen=True)
class Heard:
    """What the customer read after one message, and how long he waited for it."""

    entries: list[Entry]
    milliseconds: float
    refused: str | None = None  # the code of the problem instead


@dataclass
class Customer:
    """One customer in one conversation."""

    http: httpx.AsyncClient
    conversation_id: str
    token: str
    last_seq: int = 0
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    async def arriving(
        cls, http: httpx.AsyncClient, *, language: str, identity: str | None
    ) -> Self:
        """Open the chat; the greeting is read at once."""
        wish = {"locale": language, "identity": identity}
        response = await http.post("/api/chat/sessions", json=wish)
        response.raise_for_status()
        opened = response.json()
        customer = cls(http, opened["conversation_id"], opened["token"])
        await customer.read()
        return customer

    async def say(self, text: str, *, message_id: str | None = None) -> Heard:
        """Say something and read everything that is new afterwards."""
        message = {"text": text, "message_id": message_id or str(uuid4())}
        begun = time.perf_counter()
        response = await self.http.post(
            "/api/chat/messages", json=message, headers=self._headers
        )
        took = (time.perf_counter() - begun) * 1000
        if response.status_code in (422, 429):
            return Heard([], took, refused=response.json().get("code", "?"))
        response.raise_for_status()
        return Heard(await self.read(), took)

    async def read(self) -> list[Entry]:
        """What others wrote since the last time, as a client polls for it."""
        response = await self.http.get(
            "/api/chat/entries",
            params={"after": self.last_seq},
            headers=self._headers,
        )
        response.raise_for_status()
        fresh: list[Entry] = response.json()["entries"]
        if fresh:
            self.last_seq = fresh[-1]["seq"]
        self.entries.extend(fresh)
        return [entry for entry in fresh if entry["author"] != "customer"]

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


async def identity_of(
    http: httpx.AsyncClient, customer_id: str, settings: PlaySettings
) -> str:
    """The token in which the shop vouches for a customer."""
    if settings.identity_secret:
        until = datetime.now(UTC) + timedelta(minutes=SIGNED_IN_MINUTES)
        claims = {"sub": customer_id, "exp": until}
        return jwt.encode(claims, settings.identity_secret, "HS256")
    response = await http.post("/shop/identity", json={"customer_id": customer_id})
    if response.is_error:
        raise CannotSignIn(
            f"The demo shop does not vouch for {customer_id}. Set"
            " SHOPKEEPER_IDENTITY_SECRET to the secret that the gateway has."
        )
    identity: str = response.json()["identity"]
    return identity
