"""Processes are killed in the middle of conversations, and nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from tests.assistant.chat import Chat, kinds
from tests.assistant.running import Assistant

pytestmark = pytest.mark.assistant

EMMA = "emma.clarke@example.com"
LIN = "lin.mei@example.com"


@pytest.fixture(autouse=True)
def everything_up_again(assistant: Assistant) -> Iterator[None]:
    yield
    for name in ("bot", "actions", "gateway"):
        assistant.wait_until_back(name)


def test_without_actions_a_person_is_called_and_the_task_goes_on_later(
    assistant: Assistant,
) -> None:
    chat = Chat.opened(assistant.gateway)
    assert "e-mail" in chat.say("where is my parcel")[-1]["text"]
    assistant.kill("actions")
    apology = chat.say(EMMA)
    assert kinds(apology) == ["apology", "handoff_requested"]
    assert "sorry" in apology[0]["text"]
    assert "colleague" in apology[1]["text"]
    assert chat.timeline()["owner"] == "queue"

    assistant.wait_until_back("actions")
    waiting = chat.say("hello?")
    button = waiting[-1]["payload"]["buttons"][0]["value"]
    assert kinds(chat.say(button)) == ["handed_back"]
    found = chat.say(EMMA)
    assert "parcels" in kinds(found), [entry["text"] for entry in found]
    assert "#W1000001" in found[-1]["text"]
    assert chat.said("customer") == [
        "where is my parcel",
        EMMA,
        "hello?",
        button,
        EMMA,
    ]


def test_without_the_bot_the_apology_is_in_the_customers_language(
    assistant: Assistant,
) -> None:
    waiting = Chat.opened(assistant.gateway, language="zh")
    waiting.say("我的快递到哪了")
    assistant.kill("bot")
    other = Chat.opened(assistant.gateway)  # an English browser, a Chinese customer
    apology = other.say("你好，我想退货")
    assert kinds(apology) == ["apology", "handoff_requested"]
    assert "抱歉" in apology[0]["text"]
    assert "人工客服" in apology[1]["text"]
    assert other.timeline()["owner"] == "queue"

    assistant.wait_until_back("bot")
    found = waiting.say(LIN)
    assert kinds(found) == ["text", "parcels"], [entry["text"] for entry in found]
    assert "#W1000011" in found[1]["text"]
    assert waiting.timeline()["owner"] == "assistant"


def test_without_the_gateway_a_retry_brings_one_answer(assistant: Assistant) -> None:
    chat = Chat.opened(assistant.gateway)
    message_id = str(uuid4())
    with assistant.frozen("actions"):
        lost = threading.Thread(target=_lose, args=(chat, message_id))
        lost.start()
        _until_recorded(chat, "how long can i return things")
        assistant.kill("gateway")
        lost.join()
    assistant.wait_until_back("gateway")
    answers = chat.say("how long can i return things", message_id=message_id)
    again = chat.say("how long can i return things", message_id=message_id)
    assert answers
    assert again == answers
    assert chat.said("customer") == ["how long can i return things"]
    assert len(chat.timeline()["entries"]) == 2 + len(answers)  # with the greeting


def test_a_message_during_the_gateways_absence_is_answered_by_a_retry(
    assistant: Assistant,
) -> None:
    chat = Chat.opened(assistant.gateway)
    chat.say("how many points do i have")
    assistant.kill("gateway")
    message_id = str(uuid4())
    with pytest.raises(httpx.HTTPError):
        chat.say(EMMA, message_id=message_id)
    assistant.wait_until_back("gateway")
    found = chat.say(EMMA, message_id=message_id)
    assert "1,860" in found[-1]["text"]
    assert chat.said("customer") == ["how many points do i have", EMMA]


def _lose(chat: Chat, message_id: str) -> None:
    with pytest.raises(httpx.HTTPError):
        chat.say("how long can i return things", message_id=message_id)


def _until_recorded(chat: Chat, text: str) -> None:
    watching = Chat(chat.http, chat.token, chat.conversation_id)
    deadline = time.monotonic() + 5
    while text not in watching.said("customer"):
        assert time.monotonic() < deadline, "the message was not recorded"
        time.sleep(0.05)
