"""A customer who may lose the connection: plain HTTP, nothing hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
from uuid import uuid4

import httpx

Entry = dict[str, Any]


@dataclass
class Chat:
    """One conversation over the chat interface."""

    http: httpx.Client
    token: str
    conversation_id: str

    @classmethod
    def opened(cls, gateway: str, *, language: str = "en") -> Self:
        http = httpx.Client(base_url=gateway, timeout=30, trust_env=False)
        session = http.post("/api/chat/sessions", json={"locale": language})
        opened = session.raise_for_status().json()
        return cls(http, opened["token"], opened["conversation_id"])

    def say(self, text: str, *, message_id: str | None = None) -> list[Entry]:
        """What answers the message."""
        response = self.http.post(
            "/api/chat/messages",
            json={"text": text, "message_id": message_id or str(uuid4())},
            headers=self._headers,
        )
        entries: list[Entry] = response.raise_for_status().json()["entries"]
        return entries[1:]

    def timeline(self) -> dict[str, Any]:
        """The whole conversation, and who owns it."""
        response = self.http.get("/api/chat/entries", headers=self._headers)
        timeline: dict[str, Any] = response.raise_for_status().json()
        return timeline

    def said(self, author: str) -> list[str]:
        """All that the author wrote."""
        entries = self.timeline()["entries"]
        return [entry["text"] for entry in entries if entry["author"] == author]

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def kinds(entries: list[Entry]) -> list[str]:
    return [entry["kind"] for entry in entries]
