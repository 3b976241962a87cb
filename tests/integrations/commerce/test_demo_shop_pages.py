"""The demo shop's pages as a browser gets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from integrations.gateway.app import create_app
from integrations.gateway.services import make_services
from integrations.gateway.settings import GatewaySettings
from knowledge.catalogue.models import Category, Product, Variant
from knowledge.clock import now
from knowledge.database.session import Database
from tests.fakes import FakeRasa


@pytest.fixture
async def http(database: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    with database.writing() as session:
        session.add(Category(id="home", name={"en": "Home", "zh": "家居"}))
        session.flush()
        session.add(
            Category(id="lamps", name={"en": "Lamps", "zh": "灯具"}, parent_id="home")
        )
        session.add(
            Product(
                id="moon",
                name={"en": "Moon <Lamp>", "zh": "月亮灯"},
                category_id="lamps",
                updated_at=now(),
                attributes={"dimmable": True},
                variants=[
                    Variant(id="m", price=2990, stock=3, options={"colour": "white"}),
                    Variant(id="n", price=3990, stock=0, options={"colour": "black"}),
                ],
            )
        )
    settings = GatewaySettings(_env_file=None, var=tmp_path)
    app = create_app(make_services(settings, database=database, bot=FakeRasa()))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        yield client


async def test_a_department_shows_what_its_shelves_hold(
    http: httpx.AsyncClient,
) -> None:
    page = await http.get("/?category=home&language=zh")
    assert "月亮灯" in page.text
    assert "共 1 件商品" in page.text


async def test_names_are_escaped(http: httpx.AsyncClient) -> None:
    page = await http.get("/?language=en&q=%3Cscript%3E")
    assert "<script>”" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "Moon &lt;Lamp&gt;" in (await http.get("/?language=en")).text


async def test_a_product_shows_its_choices_in_the_visitors_language(
    http: httpx.AsyncClient,
) -> None:
    page = await http.get("/shop/products/moon?language=zh")
    assert "白色" in page.text
    assert "缺货" in page.text
    assert "<dd>是</dd>" in page.text


async def test_the_chosen_language_is_remembered(http: httpx.AsyncClient) -> None:
    english = {"Accept-Language": "en-GB"}
    assert 'lang="en"' in (await http.get("/", headers=english)).text
    await http.get("/?language=zh", headers=english)
    assert 'lang="zh-CN"' in (await http.get("/", headers=english)).text


@pytest.mark.parametrize(
    ("language", "words"), [("en", "isn’t in the shop"), ("zh", "没有找到这件商品")]
)
async def test_a_missing_product_is_said_kindly(
    http: httpx.AsyncClient, language: str, words: str
) -> None:
    page = await http.get(f"/shop/products/nothing?language={language}")
    assert page.status_code == 404
    assert words in page.text


async def test_every_page_carries_the_widget_and_its_style(
    http: httpx.AsyncClient,
) -> None:
    page = await http.get("/?language=en")
    for address in ("/widget.js", "/shop/static/shop.css", "/shop/static/sign_in.js"):
        assert address in page.text
        assert (await http.get(address)).status_code == 200
