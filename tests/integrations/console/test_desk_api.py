"""The desk over HTTP: the same deeds that agents do in the browser."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from integrations.console.services import Services
from integrations.console.tokens import StaffTokens
from knowledge.clock import now
from knowledge.conversations import timeline
from knowledge.conversations.models import Audience
from knowledge.database.session import Database
from knowledge.staff.queries import audit_of
from tests.integrations.console.conftest import PASSWORD, RecordingAssistant

Headers = dict[str, str]


class TestSessions:
    async def test_the_token_tells_who_it_is(
        self, client: httpx.AsyncClient, services: Services
    ) -> None:
        right = {"email": "alex@example.com", "password": PASSWORD}
        session = await client.post("/sessions", json=right)
        assert session.status_code == 201
        headers = {"Authorization": f"Bearer {session.json()['token']}"}
        me = (await client.get("/me", headers=headers)).json()
        assert (me["name"], me["role"]) == ("Alex", "agent")

    async def test_a_wrong_password_is_a_problem_in_the_readers_language(
        self, client: httpx.AsyncClient, services: Services
    ) -> None:
        answer = await client.post(
            "/sessions",
            json={"email": "alex@example.com", "password": "wrong"},
            headers={"Accept-Language": "zh-CN,zh;q=0.9"},
        )
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == "urn:shopkeeper:wrong_credentials"
        assert answer.json()["detail"] == "邮箱或密码不正确。"

    async def test_a_body_that_is_too_large_is_not_read_to_its_end(
        self, client: httpx.AsyncClient
    ) -> None:
        large = {"email": "alex@example.com", "password": "x" * 2_000_000}
        answer = await client.post("/sessions", json=large)
        assert answer.status_code == 413

    async def test_five_failures_lock_the_account(
        self, client: httpx.AsyncClient, services: Services
    ) -> None:
        wrong = {"email": "alex@example.com", "password": "wrong"}
        for _ in range(5):
            answer = await client.post("/sessions", json=wrong)
        assert answer.status_code == 429
        right = {"email": "alex@example.com", "password": PASSWORD}
        assert (await client.post("/sessions", json=right)).status_code == 429

    @pytest.mark.parametrize("token", ["", "Bearer", "Bearer nonsense"])
    async def test_without_a_valid_token_nothing_is_shown(
        self, client: httpx.AsyncClient, token: str
    ) -> None:
        answer = await client.get("/conversations", headers={"Authorization": token})
        assert answer.status_code == 401
        assert answer.json()["type"] == "urn:shopkeeper:sign_in_needed"

    async def test_an_old_or_foreign_token_is_refused(
        self, client: httpx.AsyncClient, services: Services
    ) -> None:
        secret = services.settings.secret
        day = timedelta(days=1)
        old, _ = StaffTokens(secret, -day, now).issue(1)
        foreign, _ = StaffTokens("another secret of thirty-two bytes", day, now).issue(
            1
        )
        for token in (old, foreign):
            headers = {"Authorization": f"Bearer {token}"}
            assert (await client.get("/me", headers=headers)).status_code == 401

    async def test_one_who_is_switched_off_is_out_at_once(
        self, client: httpx.AsyncClient, services: Services, alex: Headers
    ) -> None:
        with services.database.writing() as session:
            member = await services.staff.member(1)
            assert member is not None
            session.merge(member).active = False
        assert (await client.get("/me", headers=alex)).status_code == 401


class TestLists:
    async def test_a_waiting_conversation_moves_through_the_lists(
        self, client: httpx.AsyncClient, alex: Headers, waiting: str
    ) -> None:
        assert await states(client, alex) == {"waiting", "open"}
        await client.post(f"/conversations/{waiting}/take", headers=alex)
        assert await states(client, alex) == {"mine", "open"}
        await client.post(
            f"/conversations/{waiting}/close", headers=alex, json={"summary": ""}
        )
        assert await states(client, alex) == {"closed"}

    async def test_the_row_says_why_and_in_which_language(
        self, client: httpx.AsyncClient, alex: Headers, waiting: str
    ) -> None:
        (row,) = (await client.get("/conversations", headers=alex)).json()
        assert (row["reason"], row["language"]) == ("asked", "en")
        assert row["last_text"] == "where is my parcel?"

    async def test_search_narrows(
        self, client: httpx.AsyncClient, alex: Headers, waiting: str
    ) -> None:
        for search, count in (("PARCEL", 1), ("refund", 0)):
            url = f"/conversations?state=open&search={search}"
            assert len((await client.get(url, headers=alex)).json()) == count


class TestTaking:
    async def test_of_two_at_once_one_wins_and_the_other_is_told_who(
        self, client: httpx.AsyncClient, alex: Headers, sam: Headers, waiting: str
    ) -> None:
        url = f"/conversations/{waiting}/take"
        answers = await asyncio.gather(
            client.post(url, headers=alex), client.post(url, headers=sam)
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        (lost,) = (each for each in answers if each.status_code == 409)
        (won,) = (each for each in answers if each.status_code == 200)
        winner = won.json()["author_name"]
        assert lost.json()["detail"] == (
            f"{winner} was faster and is in this conversation."
        )

    async def test_taking_twice_is_one_deed_in_the_timeline_and_in_the_log(
        self,
        client: httpx.AsyncClient,
        database: Database,
        alex: Headers,
        waiting: str,
    ) -> None:
        url = f"/conversations/{waiting}/take"
        first, second = [await client.post(url, headers=alex) for _ in range(2)]
        assert first.json() == second.json()
        with database.reading() as session:
            log = audit_of(session, f"conversation:{waiting}")
        assert [(entry.actor, entry.action) for entry in log] == [
            ("staff:1", "conversation.taken")
        ]

    async def test_an_editor_may_not_read_or_take(
        self, client: httpx.AsyncClient, robin: Headers, waiting: str
    ) -> None:
        for answer in (
            await client.get("/conversations", headers=robin),
            await client.get(f"/conversations/{waiting}/entries", headers=robin),
            await client.post(f"/conversations/{waiting}/take", headers=robin),
        ):
            assert answer.status_code == 403


class TestWriting:
    async def test_a_reply_needs_the_conversation(
        self, client: httpx.AsyncClient, alex: Headers, waiting: str
    ) -> None:
        url = f"/conversations/{waiting}/reply"
        refused = await client.post(url, headers=alex, json={"text": "hello"})
        assert refused.status_code == 409
        await client.post(f"/conversations/{waiting}/take", headers=alex)
        said = await client.post(url, headers=alex, json={"text": " hello "})
        assert said.status_code == 201
        assert said.json()["text"] == "hello"

    @pytest.mark.parametrize("text", ["", "   ", "a" * 4001])
    async def test_empty_and_endless_words_are_refused(
        self, client: httpx.AsyncClient, alex: Headers, waiting: str, text: str
    ) -> None:
        url = f"/conversations/{waiting}/note"
        answer = await client.post(url, headers=alex, json={"text": text})
        assert answer.status_code == 422
        assert answer.json()["facts"]["fields"][0]["field"] == "body.text"

    async def test_a_note_is_read_by_staff_and_never_by_the_customer(
        self,
        client: httpx.AsyncClient,
        database: Database,
        alex: Headers,
        waiting: str,
    ) -> None:
        url = f"/conversations/{waiting}"
        await client.post(f"{url}/note", headers=alex, json={"text": "a secret"})
        staff = (await client.get(f"{url}/entries", headers=alex)).json()
        assert staff[-1]["text"] == "a secret"
        assert staff[-1]["audience"] == "staff"
        with database.reading() as session:
            customer = timeline.read(session, waiting, audience=Audience.EVERYONE)
        assert "a secret" not in [entry.text for entry in customer]

    async def test_entries_after_a_number(
        self, client: httpx.AsyncClient, alex: Headers, waiting: str
    ) -> None:
        url = f"/conversations/{waiting}/entries?after=2"
        entries = (await client.get(url, headers=alex)).json()
        assert [entry["kind"] for entry in entries] == ["handoff_requested"]

    async def test_an_unknown_conversation_is_not_found(
        self, client: httpx.AsyncClient, alex: Headers
    ) -> None:
        for url in ("/conversations/nope", "/conversations/nope/entries"):
            assert (await client.get(url, headers=alex)).status_code == 404


class TestLeaving:
    @pytest.mark.parametrize("deed", ["hand-back", "close"])
    async def test_the_assistant_forgets_its_open_question(
        self,
        client: httpx.AsyncClient,
        assistant: RecordingAssistant,
        alex: Headers,
        waiting: str,
        deed: str,
    ) -> None:
        await client.post(f"/conversations/{waiting}/take", headers=alex)
        left = await client.post(
            f"/conversations/{waiting}/{deed}", headers=alex, json={"summary": "done"}
        )
        assert left.status_code == 200
        assert left.json()["payload"]["staff"]["summary"] == "done"
        assert assistant.told == [(waiting, "dialogue", None)]

    async def test_an_assistant_that_is_down_does_not_stop_the_hand_back(
        self,
        client: httpx.AsyncClient,
        assistant: RecordingAssistant,
        alex: Headers,
        waiting: str,
    ) -> None:
        assistant.broken = True
        await client.post(f"/conversations/{waiting}/take", headers=alex)
        url = f"/conversations/{waiting}/hand-back"
        assert (await client.post(url, headers=alex, json={})).status_code == 200
        row = (await client.get(f"/conversations/{waiting}", headers=alex)).json()
        assert row["owner"] == "assistant"

    async def test_nobody_hands_back_what_a_colleague_holds(
        self, client: httpx.AsyncClient, alex: Headers, sam: Headers, waiting: str
    ) -> None:
        await client.post(f"/conversations/{waiting}/take", headers=alex)
        for deed in ("hand-back", "close"):
            url = f"/conversations/{waiting}/{deed}"
            assert (await client.post(url, headers=sam, json={})).status_code == 409


class TestInterface:
    async def test_every_route_is_documented(self, client: httpx.AsyncClient) -> None:
        described = (await client.get("/openapi.json")).json()["paths"]
        undocumented = [
            (path, verb)
            for path, verbs in described.items()
            for verb, route in verbs.items()
            if not route.get("description")
        ]
        assert undocumented == []
        assert "/api/staff/conversations/{conversation_id}/hand-back" in described

    async def test_an_unknown_address_is_a_problem_document(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get("/nothing/here")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_other_sites_may_not_frame_it(
        self, client: httpx.AsyncClient
    ) -> None:
        assert (await client.get("/me")).headers["x-frame-options"] == "DENY"

    async def test_health(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("http://desk/health")
        assert answer.json() == {"status": "ok", "database": "ok"}


async def states(client: httpx.AsyncClient, headers: Headers) -> set[str]:
    """The lists that have something in them."""
    found = set()
    for state in ("waiting", "mine", "open", "closed"):
        url = f"/conversations?state={state}"
        if (await client.get(url, headers=headers)).json():
            found.add(state)
    return found
