"""Records what the bot really sends, one file for each kind of message.

Run it while an assistant is up: ``python -m tests.contracts.record_payloads``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx

from integrations.command_line.running.settings import RunSettings

PAYLOADS = Path(__file__).with_name("payloads")

# What is asked, by the name of the file. The customer is signed in.
ASKED = {
    "text_en": ("emma_clarke", "hello"),
    "text_zh": ("lin_mei", "你好"),
    "question_en": ("tom_baker", "where is my parcel"),
    "question_zh": ("lin_mei", "我要投诉"),
    "answer_en": ("emma_clarke", "how long do I have to return something"),
    "answer_zh": ("lin_mei", "退货期限是多久"),
    "products_en": ("emma_clarke", "wireless headphones under $200"),
    "products_zh": ("lin_mei", "推荐几样适合我的"),
    "orders_en": ("emma_clarke", "show me all my orders"),
    "order_zh": ("lin_mei", "订单 #W1000011 什么状态"),
    "parcels_zh": ("lin_mei", "我的快递到哪了"),
    "profile_en": ("emma_clarke", "how many points do I have"),
}


def main() -> None:
    """Ask everything and keep the answers as they came."""
    settings = RunSettings()
    gateway = f"http://127.0.0.1:{settings.gateway_port}"
    bot = f"http://127.0.0.1:{settings.bot_port}/webhooks/gateway/webhook"
    PAYLOADS.mkdir(exist_ok=True)
    with httpx.Client(trust_env=False, timeout=30) as http:
        for name, (customer_id, text) in ASKED.items():
            conversation_id = _opened(http, gateway, customer_id)
            message = {
                "sender": conversation_id,
                "message": text,
                "metadata": {"language": name[-2:], "message_id": name},
            }
            answer = http.post(bot, json=message).raise_for_status().json()
            _keep(name, answer)


def _opened(http: httpx.Client, gateway: str, customer_id: str) -> str:
    identity = http.post(f"{gateway}/shop/identity", json={"customer_id": customer_id})
    wish = {"identity": identity.raise_for_status().json()["identity"]}
    opened = http.post(f"{gateway}/api/chat/sessions", json=wish)
    conversation_id: str = opened.raise_for_status().json()["conversation_id"]
    return conversation_id


def _keep(name: str, answer: dict[str, Any]) -> None:
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    (PAYLOADS / f"{name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
