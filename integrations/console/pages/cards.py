"""What the customer saw as cards, in the few lines that an agent needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nicegui import ui

from integrations.console.pages.parts import block, icon, text
from integrations.console.pages.viewer import Viewer

Payload = Mapping[str, Any]


def show_cards(viewer: Viewer, payload: Payload) -> None:
    """Whatever of it there is: products, orders, parcels, source, buttons."""
    for product in _list(payload, "cards"):
        _product(product)
    for order in [*_list(payload, "orders"), *_one(payload, "order")]:
        _order(order)
    for parcel in _list(payload, "parcels"):
        _parcel(parcel)
    for source in _one(payload, "source"):
        _source(viewer, source)
    offered = [*_list(payload, "buttons"), *_list(payload, "related")]
    if offered:
        with block("offered"):
            for each in offered:
                text(str(each.get("title", "")), "offered__one")


def _product(card: Payload) -> None:
    with block("card card--product"):
        if card.get("image"):
            picture = ui.element("img").classes("card__picture")
            picture.props("alt='' loading=lazy")
            picture.props["src"] = str(card["image"])
        with block("card__body"):
            text(str(card.get("title", "")), "card__title")
            facts = [card.get("brand"), card.get("stock_text")]
            text(" · ".join(str(fact) for fact in facts if fact), "card__facts")
        text(str(card.get("price", "")), "card__price")


def _order(order: Payload) -> None:
    with block("card card--order"):
        with block("card__line"):
            text(str(order.get("number", "")), "card__title number")
            text(str(order.get("status_text") or order.get("status", "")), "state")
            text(str(order.get("total", "")), "card__price")
        for line in _list(order, "lines"):
            quantity = line.get("quantity", 1)
            count = f"{quantity} × " if quantity != 1 else ""
            text(f"{count}{line.get('title', '')}", "card__facts", "p")
        for parcel in _list(order, "parcels"):
            _parcel(parcel)


def _parcel(parcel: Payload) -> None:
    with block("card card--parcel"):
        with block("card__line"):
            icon("sym_o_package_2")
            text(str(parcel.get("tracking_number", "")), "card__title number")
            text(str(parcel.get("status_text") or parcel.get("status", "")), "state")
        events = _list(parcel, "events")
        facts = [parcel.get("carrier"), events[0].get("text") if events else None]
        text(" · ".join(str(fact) for fact in facts if fact), "card__facts", "p")


def _source(viewer: Viewer, source: Payload) -> None:
    article_id, title = source.get("article_id"), str(source.get("title", ""))
    with block("source"):
        icon("sym_o_menu_book")
        text(viewer.wording("thread.source"))
        made = ui.link(title, f"/articles/{article_id}").classes(replace="quiet-link")
        made.props("target=_blank")


def _list(payload: Payload, key: str) -> Sequence[Payload]:
    """The dictionaries under ``key``; a payload comes from elsewhere, so look."""
    found = payload.get(key)
    if not isinstance(found, list):
        return []
    return [each for each in found if isinstance(each, dict)]


def _one(payload: Payload, key: str) -> Sequence[Payload]:
    found = payload.get(key)
    return [found] if isinstance(found, dict) else []
