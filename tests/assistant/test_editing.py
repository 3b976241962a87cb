"""What staff write over HTTP is what the next customer reads, seconds later."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.assistant.chat import Chat
from tests.assistant.running import Assistant
from tests.integrations.command_line.waiting import until

pytestmark = pytest.mark.assistant

# Two to three on a quiet machine; a machine busy with other tests may take longer.
LIVE_SECONDS = 20.0
PIANO: dict[str, Any] = {
    "category": "service",
    "question": {
        "en": "Can I play the piano in the showroom?",
        "zh": "门店里的钢琴可以弹吗？",
    },
    "answer": {
        "en": "Yes, the old upright in Brooklyn is there to be played.",
        "zh": "可以，布鲁克林门店的老钢琴欢迎弹奏。",
    },
    "variants": {"en": ["is the showroom piano for everyone"]},
}


@pytest.fixture
def editor(assistant: Assistant) -> Iterator[httpx.Client]:
    """The staff's interface, signed in."""
    with httpx.Client(base_url=assistant.console, trust_env=False, timeout=20) as http:
        account = {"email": "editor@example.com", "password": "shopkeeper-demo"}
        session = http.post("/api/staff/sessions", json=account).raise_for_status()
        http.headers["Authorization"] = f"Bearer {session.json()['token']}"
        yield http


def test_a_new_article_answers_in_both_languages_until_it_is_withdrawn(
    assistant: Assistant, editor: httpx.Client
) -> None:
    article = _sent(editor.post("/api/staff/articles", json=PIANO))
    published = _publish(editor, article)
    assert _until_live(editor, article["id"], since=published) < LIVE_SECONDS
    # Searchers take up a new index beside the questions that they are answering.
    until(
        lambda: article["id"] in _sources(assistant, PIANO["question"]["en"]),
        seconds=LIVE_SECONDS,
    )
    chinese = Chat.opened(assistant.gateway, language="zh").say("门店里的钢琴可以弹吗")
    assert "老钢琴" in chinese[0]["text"]
    _sent(editor.post(f"/api/staff/articles/{article['id']}/withdraw"))
    until(
        lambda: (
            article["id"]
            not in _sources(assistant, "can i play the piano in the showroom")
        )
    )


def _publish(editor: httpx.Client, article: dict[str, Any]) -> float:
    chosen = {"revision": article["revision"]}
    _sent(editor.post(f"/api/staff/articles/{article['id']}/publish", json=chosen))
    return time.monotonic()


def _until_live(editor: httpx.Client, article_id: str, *, since: float) -> float:
    while time.monotonic() - since < LIVE_SECONDS + 5:
        if _sent(editor.get(f"/api/staff/articles/{article_id}"))["status"] == "live":
            break
        time.sleep(0.1)
    return time.monotonic() - since


def _sources(assistant: Assistant, asked: str, *, language: str = "en") -> list[str]:
    said = Chat.opened(assistant.gateway, language=language).say(asked)
    return [
        entry["payload"]["source"]["article_id"]
        for entry in said
        if "source" in entry["payload"]
    ]


def _sent(response: httpx.Response) -> dict[str, Any]:
    assert response.is_success, response.text
    answer: dict[str, Any] = response.json()
    return answer
