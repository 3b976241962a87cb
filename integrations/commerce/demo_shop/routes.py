"""The pages of the demo shop."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel

from integrations.commerce.demo_shop.shop import DemoShop, Wish

_HERE = Path(__file__).parent
_LANGUAGES = {"en": "English", "zh": "中文"}

router = APIRouter(tags=["demo shop"], include_in_schema=False)
templates = Jinja2Templates(directory=_HERE / "templates")
static = StaticFiles(directory=_HERE / "static", check_dir=False)


def demo_shop(request: Request) -> DemoShop:
    """The shop of the process; its composition root put it there."""
    shop: DemoShop = request.app.state.demo_shop
    return shop


def language_of(request: Request, language: str | None = None) -> str:
    """The language asked for, else the last one chosen, else the browser's."""
    for wish in (language, request.cookies.get("language")):
        if wish in _LANGUAGES:
            return wish
    accepted = request.headers.get("accept-language", "").lower()
    return "zh" if accepted.startswith("zh") else "en"


ShopDep = Annotated[DemoShop, Depends(demo_shop)]
LanguageDep = Annotated[str, Depends(language_of)]


class SignIn(BaseModel):
    """Which demo customer to be."""

    customer_id: Annotated[str, Query(max_length=64)]


@router.get("/")
async def products(
    request: Request,
    shop: ShopDep,
    language: LanguageDep,
    category: Annotated[str | None, Query(max_length=64)] = None,
    q: Annotated[str, Query(max_length=120)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """A page of products."""
    wish = Wish(language, category or None, q.strip(), page)
    shown = await asyncio.to_thread(shop.products, wish)
    before = _address(request, page=page - 1) if page > 1 else None
    after = _address(request, page=page + 1) if page < shown["pages"] else None
    links = {"previous_url": before, "next_url": after}
    return _page(request, "products.html", {**shown, **links})


@router.get("/shop/products/{product_id}")
async def product(
    request: Request, product_id: str, shop: ShopDep, language: LanguageDep
) -> HTMLResponse:
    """One product."""
    shown = await asyncio.to_thread(shop.product, product_id, language)
    if shown is None:
        shown = await asyncio.to_thread(shop.common, language)
        return _page(request, "missing.html", shown, status=404)
    return _page(request, "product.html", shown)


@router.post("/shop/identity")
async def sign_in(who: SignIn, shop: ShopDep) -> dict[str, str]:
    """What a real shop's server does after its own sign-in: vouch for a customer."""
    identity = await asyncio.to_thread(shop.sign_in, who.customer_id)
    if identity is None:
        raise HTTPException(404, "There is no such demo customer here.")
    return identity


def _page(
    request: Request, template: str, shown: dict[str, Any], *, status: int = 200
) -> HTMLResponse:
    other = "en" if shown["language"] == "zh" else "zh"
    switch = {
        "code": other,
        "name": _LANGUAGES[other],
        "url": _address(request, language=other),
    }
    shown = {**shown, "other_language": switch}
    page = templates.TemplateResponse(request, template, shown, status_code=status)
    if request.query_params.get("language") in _LANGUAGES:
        page.set_cookie("language", shown["language"], samesite="lax")
    return page


def _address(request: Request, **changes: Any) -> str:
    """The page's own address with some of its parameters changed."""
    parameters = {**request.query_params, **changes}
    return f"{request.url.path}?{urlencode(parameters)}"
