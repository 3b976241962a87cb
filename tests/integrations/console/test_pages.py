"""The pages as a member uses them, simulated without a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from nicegui import core, ui
from nicegui.testing import User
from nicegui.testing.general import nicegui_reset_globals, prepare_simulation

from integrations.console.pages import register_pages
from integrations.console.services import Services
from integrations.realtime.feed import happening
from integrations.realtime.hub import Hub
from knowledge.clock import now
from knowledge.conversations import timeline
from knowledge.conversations.models import Author, Kind
from knowledge.conversations.timeline import NewEntry
from knowledge.faq.queries import article_by_id
from knowledge.faq.words import Words
from tests.integrations.console.conftest import PASSWORD

GIFTS = Words(
    question={"en": "Do you wrap gifts?", "zh": "可以包装礼物吗？"},
    answer={"en": "Yes.", "zh": "可以。"},
)


@asynccontextmanager
async def browsing(services: Services) -> AsyncIterator[User]:
    """Somebody in front of the console, not signed in yet."""
    with nicegui_reset_globals():
        prepare_simulation()
        register_pages(services)
        ui.run(storage_secret=services.settings.secret)
        transport = httpx.ASGITransport(core.app)
        async with (
            core.app.router.lifespan_context(core.app),
            httpx.AsyncClient(transport=transport, base_url="http://desk") as client,
        ):
            yield User(client)


async def sign_in(user: User, name: str, password: str = PASSWORD) -> httpx.Response:
    form = {
        "email": f"{name}@example.com",
        "password": password,
        "zone": "Asia/Shanghai",
    }
    return await user.http_client.post("/sign-in", data=form)


@pytest.fixture(autouse=True)
def _simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NICEGUI_USER_SIMULATION", "true")


async def test_nobody_sees_the_desk_without_signing_in(services: Services) -> None:
    async with browsing(services) as user:
        for address in ("/", "/articles", "/articles/new"):
            answer = await user.http_client.get(address)
            assert answer.headers["location"].startswith("/sign-in")


async def test_another_sites_form_signs_nobody_in(services: Services) -> None:
    async with browsing(services) as user:
        user.http_client.headers["Origin"] = "https://evil.shop"
        assert (await sign_in(user, "alex")).status_code == 403


async def test_a_wrong_password_is_told_on_the_page(services: Services) -> None:
    async with browsing(services) as user:
        refused = await sign_in(user, "alex", password="wrong")
        await user.open(refused.headers["location"])
        await user.should_see("E-mail or password is wrong.")


async def test_signing_out_ends_the_session(services: Services) -> None:
    async with browsing(services) as user:
        await sign_in(user, "alex")
        assert (await user.http_client.post("/sign-out")).status_code == 303
        answer = await user.http_client.get("/")
        assert answer.headers["location"] == "/sign-in"


async def test_an_agent_takes_answers_and_hears_the_customer(
    services: Services, hub: Hub, waiting: str
) -> None:
    async with browsing(services) as user:
        await sign_in(user, "alex")
        await user.open(f"/?conversation={waiting}")
        await user.should_see("Find the parcel")
        user.find("Take").click()
        await user.should_see("You answer")
        user.find(kind=ui.textarea).type("On its way!")
        user.find("Send").click()
        await user.should_see("On its way!")
        with services.database.writing() as session:
            said = NewEntry(Author.CUSTOMER, Kind.TEXT, "thank you so much")
            entry = timeline.append(session, waiting, said, at=now())
        hub.publish(happening(entry))
        await user.should_see("thank you so much")


async def test_an_editor_writes_and_sees_it_go_live(services: Services) -> None:
    async with browsing(services) as user:
        await sign_in(user, "robin")
        assert (await user.http_client.get("/")).headers["location"] == "/articles"
        row = await services.articles.draft(3, category="gifts", words=GIFTS)
        await user.open(f"/articles/{row.article.id}")
        await user.should_see("Draft")
        user.find("Publish").click()
        await user.should_see("Published, being indexed")
        with services.database.writing() as session:
            article = article_by_id(session, row.article.id)
            assert article is not None
            article.indexed_revision = 1
        await user.should_see("Live. Customers get this answer now.", retries=30)


async def test_a_member_reads_the_console_in_his_language(services: Services) -> None:
    async with browsing(services) as user:
        await sign_in(user, "alex")
        await services.staff.choose_language(1, "zh")
        await user.open("/")
        await user.should_see("工作台")
