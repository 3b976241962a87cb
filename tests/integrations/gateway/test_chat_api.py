"""The chat interface: sessions, tokens, identities, limits, problems."""

from __future__ import annotations

import time
from typing import Any

import httpx
import jwt
import pytest

from integrations.gateway.services import Services
from knowledge.conversations import identity
from knowledge.conversations.models import Conversation
from knowledge.conversations.sentences import Sentence, say
from tests.integrations.gateway.conftest import (
    IDENTITY_SECRET,
    SECRET,
    Customer,
    a_visitor,
)


def vouched(customer_id: str = "emma", *, expires: float = 60, **changes: Any) -> str:
    claims = {"sub": customer_id, "exp": time.time() + expires, **changes}
    return jwt.encode(claims, IDENTITY_SECRET, "HS256")


def stored(services: Services, customer: Customer) -> Conversation:
    with services.database.reading() as session:
        return session.get_one(Conversation, customer.conversation_id)


def assert_problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert document["status"] == status
    assert document["code"] == code
    assert document["type"].endswith(code)
    assert document["detail"]
    assert document["request_id"] == response.headers["X-Request-ID"]
    return document


class TestSessions:
    @pytest.mark.parametrize(
        ("locale", "language"),
        [("zh-CN", "zh"), ("zh-Hant-TW", "zh"), ("en-GB", "en"), ("fr-FR", "en")],
    )
    async def test_the_greeting_is_in_the_visitors_language(
        self, http: httpx.AsyncClient, locale: str, language: str
    ) -> None:
        visitor = await a_visitor(http, locale=locale)
        (greeting,) = (await visitor.page())["entries"]
        assert greeting["text"] == say(Sentence.GREETING, language)
        assert greeting["author"] == "assistant"

    async def test_a_signed_in_customer_is_verified(
        self, http: httpx.AsyncClient, services: Services
    ) -> None:
        emma = await a_visitor(http, identity=vouched())
        found = stored(services, emma)
        assert (found.customer_id, found.identity_level) == ("emma", "verified")

    @pytest.mark.parametrize(
        "token",
        [
            "nonsense",
            vouched(expires=-1),
            vouched("nobody"),
            jwt.encode({"sub": "emma"}, IDENTITY_SECRET, "HS256"),
            jwt.encode({"sub": "emma", "exp": 9e9}, SECRET, "HS256"),
            jwt.encode({"sub": "emma", "exp": 9e9}, None, "none"),
        ],
        ids=["nonsense", "expired", "unknown", "endless", "other key", "unsigned"],
    )
    async def test_bad_identities_are_all_refused_alike(
        self, http: httpx.AsyncClient, token: str
    ) -> None:
        response = await http.post("/api/chat/sessions", json={"identity": token})
        document = assert_problem(response, 401, "identity_invalid")
        assert "emma" not in response.text.lower()
        assert document["detail"].startswith("The identity is wrong or expired")

    async def test_anybodys_client_may_name_its_channel(
        self, http: httpx.AsyncClient, services: Services
    ) -> None:
        kiosk = await a_visitor(http, channel="kiosk")
        assert stored(services, kiosk).channel == "kiosk"
        assert len(await kiosk.say("hi")) == 2


class TestSigningInLater:
    async def attach(self, visitor: Customer, token: str) -> httpx.Response:
        return await visitor.http.post(
            "/api/chat/identity", json={"identity": token}, headers=visitor.headers
        )

    async def test_the_guest_keeps_his_conversation(
        self, visitor: Customer, services: Services
    ) -> None:
        await visitor.say("hello")
        assert (await self.attach(visitor, vouched())).status_code == 204
        assert stored(services, visitor).customer_id == "emma"
        assert len((await visitor.page())["entries"]) == 3

    async def test_nobody_takes_over_another_customers_conversation(
        self, visitor: Customer, services: Services
    ) -> None:
        with services.database.writing() as session:
            identity.set_customer(
                session,
                visitor.conversation_id,
                "emma",
                "matched",
                services.web_chat.clock(),
            )
        response = await self.attach(visitor, vouched("tom"))
        assert_problem(response, 409, "other_customer")
        assert stored(services, visitor).customer_id == "emma"
        assert (await self.attach(visitor, vouched("emma"))).status_code == 204
        assert stored(services, visitor).identity_level == "verified"

    async def test_a_bad_identity_changes_nothing(
        self, visitor: Customer, services: Services
    ) -> None:
        response = await self.attach(visitor, vouched("nobody"))
        assert_problem(response, 401, "identity_invalid")
        assert stored(services, visitor).customer_id is None


class TestTokens:
    async def test_each_token_opens_its_own_conversation_only(
        self, http: httpx.AsyncClient
    ) -> None:
        emma = await a_visitor(http, identity=vouched("emma"))
        tom = await a_visitor(http, identity=vouched("tom"))
        await emma.say("my secret")
        page = await tom.page()
        assert "my secret" not in str(page)
        # There is no way to name a conversation but the token.
        response = await http.get(
            "/api/chat/entries",
            params={"conversation_id": emma.conversation_id},
            headers=tom.headers,
        )
        assert response.json() == page

    @pytest.mark.parametrize(
        "forged",
        [
            "",
            "nonsense",
            vouched("emma"),
            jwt.encode({"sub": "x", "exp": 9e9}, SECRET, "HS256"),
            jwt.encode(
                {"sub": "x", "exp": 1, "aud": "shopkeeper-chat"}, SECRET, "HS256"
            ),
            jwt.encode(
                {"sub": "x", "exp": 9e9, "aud": "shopkeeper-chat"}, SECRET, "HS256"
            ),
        ],
        ids=["none", "nonsense", "identity", "no audience", "expired", "no such"],
    )
    @pytest.mark.parametrize("path", ["messages", "entries", "events", "identity"])
    async def test_nothing_is_open_without_a_token(
        self, http: httpx.AsyncClient, path: str, forged: str
    ) -> None:
        method = "POST" if path in ("messages", "identity") else "GET"
        response = await http.request(
            method,
            f"/api/chat/{path}",
            json={"text": "hi", "identity": "x"} if method == "POST" else None,
            headers={"Authorization": f"Bearer {forged}"} if forged else {},
        )
        assert_problem(response, 401, "token_invalid")
        assert response.headers["WWW-Authenticate"] == "Bearer"
