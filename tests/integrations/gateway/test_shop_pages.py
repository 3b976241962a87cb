"""The demo shop's addresses: pages, pictures, the widget, and signing in."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from integrations.gateway.app import create_app
from integrations.gateway.services import Services, make_services
from integrations.gateway.settings import GatewaySettings
from knowledge.catalogue.models import Product, Variant
from knowledge.clock import now
from knowledge.conversations.models import Conversation
from knowledge.database.session import Database
from tests.fakes import FakeRasa
from tests.integrations.gateway.conftest import a_visitor


@pytest.fixture(autouse=True)
def lamp(services: Services) -> None:
    with services.database.writing() as session:
        session.add(
            Product(
                id="lamp",
                name={"en": "Reading <lamp>", "zh": "阅读灯"},
                image="/shop/images/lamp.svg",
                updated_at=now(),
                variants=[Variant(id="lamp-1", price=2990, stock=3)],
            )
        )


async def test_pages_speak_the_visitors_language(http: httpx.AsyncClient) -> None:
    english = await http.get("/")
    assert english.status_code == 200
    assert "Reading &lt;lamp&gt;" in english.text
    assert "/widget.js" in english.text
    chinese = await http.get("/", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert "阅读灯" in chinese.text
    assert re.search(r'<html[^>]+lang="zh', chinese.text)
    chosen = await http.get("/shop/products/lamp?language=zh")
    assert "阅读灯" in chosen.text


async def test_a_product_that_is_not_there(http: httpx.AsyncClient) -> None:
    response = await http.get("/shop/products/sofa")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")


async def test_signing_in_opens_a_verified_conversation(
    http: httpx.AsyncClient, services: Services
) -> None:
    response = await http.post("/shop/identity", json={"customer_id": "emma"})
    emma = await a_visitor(http, identity=response.json()["identity"])
    with services.database.reading() as session:
        found = session.get_one(Conversation, emma.conversation_id)
    assert (found.customer_id, found.identity_level) == ("emma", "verified")
    unknown = await http.post("/shop/identity", json={"customer_id": "nobody"})
    assert unknown.status_code == 404


async def test_in_production_nobody_signs_in_by_name(
    settings: GatewaySettings, database: Database, rasa: FakeRasa
) -> None:
    real = settings.model_copy(update={"environment": "production"})
    app = create_app(make_services(real, database=database, bot=rasa))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as http:
        response = await http.post("/shop/identity", json={"customer_id": "emma"})
    assert response.status_code == 404


async def test_pictures_run_nothing(
    http: httpx.AsyncClient, settings: GatewaySettings
) -> None:
    folder: Path = settings.var / "images"
    folder.mkdir()
    (folder / "lamp.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    response = await http.get("/shop/images/lamp.svg")
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in response.headers["content-security-policy"]
    assert (await http.get("/shop/images/../shopkeeper.db")).status_code == 404
    assert (await http.get("/shop/images/%2e%2e/shopkeeper.db")).status_code == 404


async def test_the_widget_is_one_file_that_browsers_keep(
    http: httpx.AsyncClient,
) -> None:
    first = await http.get("/widget.js")
    assert first.status_code == 200
    assert first.headers["content-type"].startswith("text/javascript")
    known = {"If-None-Match": first.headers["etag"]}
    assert (await http.get("/widget.js", headers=known)).status_code == 304
