"""What the chat interface refuses, and how it says so."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from integrations.gateway.services import Services
from knowledge.conversations.sentences import Sentence, say
from tests.fakes import FakeRasa
from tests.integrations.gateway.conftest import (
    Customer,
    a_visitor,
)
from tests.integrations.gateway.test_chat_api import assert_problem


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
