"""The whole gateway in one process, with a bot that records."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from integrations.gateway.app import create_app
from integrations.gateway.services import Services, make_services
from integrations.gateway.settings import GatewaySettings
from knowledge.clock import now
from knowledge.database.session import Database
from knowledge.staff.models import StaffMember
from tests.builders import a_customer
from tests.fakes import FakeRasa

SECRET = "a-secret-of-the-tests-that-is-long-enough"
IDENTITY_SECRET = "another-secret-which-the-shop-signs-with"


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def settings(tmp_path: Path) -> GatewaySettings:
    return GatewaySettings(
        _env_file=None,
        var=tmp_path,
        secret=SECRET,
        identity_secret=IDENTITY_SECRET,
        bot_timeout_seconds=0.2,
        message_max_characters=200,
        body_max_bytes=4096,
        messages_per_minute=60,
        feed_seconds=0.01,
        cors_origins=["https://shop.example"],
    )


@pytest.fixture
def services(
    settings: GatewaySettings, database: Database, rasa: FakeRasa
) -> Iterator[Services]:
    with database.writing() as session:
        session.add_all(
            [a_customer(id="emma"), a_customer(id="tom", payment_methods=[])]
        )
    yield make_services(settings, database=database, bot=rasa)


@pytest.fixture
def app(services: Services) -> FastAPI:
    return create_app(services)


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://gateway"
    ) as client:
        yield client


@dataclass
class Customer:
    """Somebody who chats."""

    http: httpx.AsyncClient
    conversation_id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, text: str, message_id: str = "m1") -> httpx.Response:
        body = {"text": text, "message_id": message_id}
        return await self.http.post(
            "/api/chat/messages", json=body, headers=self.headers
        )

    async def say(self, text: str, message_id: str = "m1") -> list[dict[str, Any]]:
        response = await self.post(text, message_id)
        assert response.status_code == 200, response.text
        entries: list[dict[str, Any]] = response.json()["entries"]
        return entries

    async def page(self, after: int = 0) -> dict[str, Any]:
        response = await self.http.get(
            "/api/chat/entries", params={"after": after}, headers=self.headers
        )
        assert response.status_code == 200, response.text
        page: dict[str, Any] = response.json()
        return page


async def a_visitor(http: httpx.AsyncClient, **wish: Any) -> Customer:
    response = await http.post("/api/chat/sessions", json=wish)
    assert response.status_code == 201, response.text
    return Customer(http, response.json()["conversation_id"], response.json()["token"])


@pytest.fixture
async def visitor(http: httpx.AsyncClient) -> Customer:
    return await a_visitor(http)


@pytest.fixture
def alex(services: Services) -> StaffMember:
    agent = StaffMember(
        email="alex@example.com",
        name="Alex",
        role="agent",
        password_hash="-",
        created_at=now(),
    )
    with services.database.writing() as session:
        session.add(agent)
    return agent
