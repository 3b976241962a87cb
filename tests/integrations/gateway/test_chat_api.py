"""The chat interface: sessions, tokens, identities, limits, problems."""

from __future__ import annotations

import time
from typing import Any

import httpx
import jwt
import pytest
from fastapi import FastAPI

from integrations.gateway.services import Services
from knowledge.conversations import identity
from knowledge.conversations.models import Conversation
from knowledge.conversations.sentences import Sentence, say
from tests.fakes import FakeRasa
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


class TestLimits:
    @pytest.mark.parametrize("text", ["", "  \n\t ", "\x00\x07"])
    async def test_an_empty_message_gets_a_sentence(
        self, http: httpx.AsyncClient, rasa: FakeRasa, text: str
    ) -> None:
        visitor = await a_visitor(http, locale="zh-CN")
        document = assert_problem(await visitor.post(text), 422, "message_empty")
        assert document["detail"] == say(Sentence.MESSAGE_EMPTY, "zh")
        assert rasa.heard == []

    async def test_a_long_message_gets_a_sentence(self, visitor: Customer) -> None:
        assert (await visitor.post("x" * 200)).status_code == 200
        response = await visitor.post("x" * 201, "m2")
        document = assert_problem(response, 422, "message_too_long")
        assert "200" in document["detail"]

    async def test_a_huge_body_is_not_read(self, visitor: Customer) -> None:
        assert_problem(await visitor.post("x" * 5000), 413, "request_entity_too_large")

    @pytest.mark.parametrize(
        "text",
        ["😀😀", "<script>alert(1)</script>", "'; DROP TABLE entries; --", "a\u202eb"],
    )
    async def test_odd_messages_are_messages(
        self, visitor: Customer, text: str
    ) -> None:
        assert (await visitor.say(text))[0]["text"] == text

    async def test_halves_of_characters_are_left_out(self, visitor: Customer) -> None:
        response = await visitor.http.post(
            "/api/chat/messages",
            content=b'{"text": "a\\ud800b\\u0000c"}',
            headers={**visitor.headers, "Content-Type": "application/json"},
        )
        assert response.json()["entries"][0]["text"] == "abc"

    async def test_too_many_messages_are_told_to_wait(
        self, visitor: Customer, http: httpx.AsyncClient
    ) -> None:
        responses = [await visitor.post("hi") for _ in range(62)]
        refused = [each for each in responses if each.status_code == 429]
        assert refused
        document = assert_problem(refused[0], 429, "too_many_messages")
        assert document["detail"] == say(Sentence.TOO_MANY_MESSAGES, "en")
        assert int(refused[0].headers["Retry-After"]) >= 1
        other = await a_visitor(http)
        assert (await other.post("hi")).status_code == 200


class TestProblems:
    @pytest.mark.parametrize(
        ("method", "path", "body", "status", "code"),
        [
            ("GET", "/api/chat/nothing", None, 404, "not_found"),
            ("GET", "/api/chat/sessions", None, 405, "method_not_allowed"),
            ("POST", "/api/chat/sessions", b"{", 422, "invalid_request"),
            ("POST", "/api/chat/sessions", b'{"channel": 3}', 422, "invalid_request"),
            ("POST", "/api/chat/sessions", b"\xff\xfe", 422, "invalid_request"),
        ],
    )
    async def test_every_refusal_is_a_problem_document(
        self,
        http: httpx.AsyncClient,
        method: str,
        path: str,
        body: bytes | None,
        status: int,
        code: str,
    ) -> None:
        response = await http.request(
            method, path, content=body, headers={"Content-Type": "application/json"}
        )
        assert_problem(response, status, code)

    @pytest.mark.parametrize("after", ["-1", "x", str(2**63)])
    async def test_a_wrong_position_is_refused(
        self, visitor: Customer, after: str
    ) -> None:
        response = await visitor.http.get(
            f"/api/chat/entries?after={after}", headers=visitor.headers
        )
        assert_problem(response, 422, "invalid_request")

    async def test_a_bug_is_a_problem_too_and_tells_nothing(
        self, app: FastAPI, http: httpx.AsyncClient
    ) -> None:
        async def broken() -> None:
            raise RuntimeError("the password is tulip")

        app.add_api_route("/broken", broken)
        response = await http.get("/broken")
        assert_problem(response, 500, "internal_error")
        assert "tulip" not in response.text


class TestAround:
    async def test_health(
        self, http: httpx.AsyncClient, rasa: FakeRasa, services: Services
    ) -> None:
        assert (await http.get("/health")).status_code == 200
        assert (await http.get("/ready")).json()["checks"] == {
            "database": "ok",
            "bot": "ok",
        }
        rasa.is_up = False
        document = assert_problem(await http.get("/ready"), 503, "not_ready")
        assert document["checks"] == {"database": "ok", "bot": "unreachable"}
        assert (await http.get("/health")).status_code == 200

    async def test_only_the_shops_own_pages_may_call(
        self, http: httpx.AsyncClient
    ) -> None:
        async def allowed(origin: str) -> str | None:
            response = await http.options(
                "/api/chat/messages",
                headers={
                    "Origin": origin,
                    "Access-Control-Request-Method": "POST",
                    "Access-Control-Request-Headers": "authorization",
                },
            )
            return response.headers.get("access-control-allow-origin")

        assert await allowed("https://shop.example") == "https://shop.example"
        assert await allowed("https://evil.example") is None

    async def test_the_interface_documents_itself(
        self, http: httpx.AsyncClient
    ) -> None:
        paths = (await http.get("/openapi.json")).json()["paths"]
        assert {
            f"/api/chat/{name}"
            for name in ("sessions", "messages", "entries", "identity", "events")
        } <= set(paths)
