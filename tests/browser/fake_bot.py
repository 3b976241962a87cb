"""A bot behind the real wire: fixed answers to a few words, an echo to all others.

``python -m tests.browser.fake_bot PORT`` serves it.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Heard(BaseModel):
    """What the gateway sends."""

    sender: str
    message: str
    metadata: dict[str, Any] = {}


def _card(name: str, title: str, price: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "product",
        "id": name,
        "title": title,
        "brand": title.split(maxsplit=1)[0],
        "price": price,
        "price_minor": 0,
        "list_price": None,
        "currency": "USD",
        "image": f"/shop/images/{name}.svg",
        "url": f"/shop/products/{name}",
        "stock": "in_stock",
        "stock_text": "In stock",
        "rating": 4.6,
        "buttons": [
            {"title": "Details", "value": f"Tell me more about the {title}"},
            {"title": "Similar ones", "value": f"Something similar to {title}"},
        ],
        **more,
    }


_CARDS = [
    _card(
        "sonora-hush-700",
        "Sonora Hush 700 Wireless Noise-Cancelling Headphones",
        "$249.00",
        list_price="$299.00",
        reason="Because you bought the Hush 300",
    ),
    _card(
        "brightside-arc",
        "Brightside Arc Desk Lamp",
        "$59.00",
        stock="low",
        stock_text="Only 3 left",
    ),
    _card(
        "cloudleaf-longjing",
        "Cloudleaf Longjing Green Tea",
        "$24.00",
        stock="out",
        stock_text="Out of stock",
    ),
]


def _listing(titles: list[str]) -> str:
    return "\n".join(f"{n}. {title}" for n, title in enumerate(titles, start=1))


def _scan(day: int, hour: int, text: str, place: str) -> dict[str, str]:
    return {"at": f"2026-11-{day}T{hour:02d}:20:00Z", "text": text, "place": place}


_PARCEL = {
    "tracking_number": "BH842542248076",
    "carrier": "BlueHarbor",
    "status": "on_time",
    "status_text": "On the way, on time",
    "expected": "2026-11-23T18:00:00Z",
    "delivered_at": None,
    "events": [
        _scan(21, 6, "Left the sorting centre", "Newark, NJ"),
        _scan(20, 22, "Arrived at the sorting centre", "Newark, NJ"),
        _scan(20, 3, "In transit to the next facility", "Columbus, OH"),
        _scan(19, 17, "Picked up from the shop", "Chicago, IL"),
        _scan(19, 9, "Label printed", "Chicago, IL"),
    ],
}
_LATE = {
    **_PARCEL,
    "tracking_number": "QN295254293964",
    "carrier": "Quick Nest",
    "status": "stalled",
    "status_text": "No movement for some days",
}
_ORDER = {
    "number": "#W1000001",
    "status": "shipped",
    "status_text": "Shipped",
    "placed_at": "2026-11-18T10:00:00Z",
    "total": "$88.00",
    "lines": [
        {
            "title": "Brightside Arc Desk Lamp",
            "options": "white",
            "quantity": 1,
            "price": "$59.00",
            "image": "/shop/images/brightside-arc.svg",
        },
        {
            "title": "Trailhead Brook Water Bottle",
            "options": "moss, 750 ml",
            "quantity": 2,
            "price": "$14.50",
            "image": None,
        },
    ],
    "parcels": [_PARCEL],
}


def _message(text: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    buttons = more.pop("buttons", [])
    custom = {"kind": kind, "payload": more}
    return {"text": text, "buttons": buttons, "custom": custom}


def _button(title: str, payload: str | None = None) -> dict[str, str]:
    return {"title": title, "payload": payload or title}


_ANSWERS: dict[str, list[dict[str, Any]]] = {
    "lamps": [
        _message(
            "Here is what I found:\n"
            + _listing([f"{card['title']} – {card['price']}" for card in _CARDS]),
            "products",
            cards=_CARDS,
        )
    ],
    "parcels": [
        _message(
            "Order #W1000001 travels in 2 parcels:\n"
            + _listing([p["tracking_number"] for p in (_PARCEL, _LATE)]),
            "parcels",
            parcels=[_PARCEL, _LATE],
            buttons=[_button("Talk to a person")],
        )
    ],
    "order": [
        _message("Order #W1000001 has shipped.", "order", order=_ORDER),
    ],
    "returns": [
        _message(
            "You can return most things within 30 days of delivery.\n"
            "Read more at https://example.com/returns, or ask me.",
            "answer",
            source={
                "article_id": "returns-window",
                "title": "How long can I return something?",
                "language": "en",
                "other_language": False,
            },
            related=[
                {"title": title, "value": title}
                for title in ("Who pays for the return?", "When do I get my money?")
            ],
        )
    ],
    "choose": [
        _message(
            "Which one do you mean?",
            "question",
            buttons=[_button("The first", "one"), _button("The second", "two")],
        )
    ],
    "markup": [
        _message(
            "<img src=x onerror=\"document.title='broken'\"> & <b>bold</b>"
            " javascript:alert(1)",
            "products",
            cards=[
                _card(
                    "x",
                    "<script>document.title='broken'</script>",
                    "$1.00",
                    url="javascript:alert(1)",
                    image="javascript:alert(1)",
                )
            ],
        )
    ],
    "你好": [_message("您好！请问有什么可以帮您？")],
}


@app.get("/")
def health() -> dict[str, str]:
    """Alive."""
    return {"status": "ok"}


@app.post("/webhooks/gateway/webhook")
async def webhook(heard: Heard) -> dict[str, Any]:
    """The answer to one message."""
    if heard.message.startswith("slow"):
        await asyncio.sleep(1.2)
    answer = _ANSWERS.get(heard.message) or [_message(f"You said: {heard.message}")]
    language = "zh" if any("一" <= c <= "鿿" for c in heard.message) else "en"
    understood = {"intent": "inform", "confidence": 0.9, "language": language}
    return {"messages": answer, "understood": understood}


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
