"""A customer, an agent and an editor in their browsers, over the whole assistant."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.assistant.running import Assistant, running_assistant

pytestmark = [pytest.mark.browser, pytest.mark.assistant]

SCREENSHOTS = Path(os.environ.get("SHOPKEEPER_SCREENSHOTS", "var/screenshots"))
PASSWORD = "shopkeeper-demo"
# Two to three on a quiet machine; a machine busy with other tests may take longer.
LIVE_SECONDS = 20.0


@dataclass(frozen=True)
class Device:
    """What somebody looks at."""

    name: str
    options: dict[str, Any]


@dataclass(frozen=True)
class Words:
    """What the customer of a journey says and reads."""

    language: str
    customer: str
    parcel: str
    number: str
    products: str
    person: str
    called: str
    reply: str
    thanks: str
    back: str
    question: str
    answer: str


DESKTOP = Device("desktop", {"viewport": {"width": 1280, "height": 800}})
PHONE = Device(
    "phone",
    {
        "viewport": {"width": 360, "height": 640},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    },
)
ENGLISH = Words(
    language="en",
    customer="Emma Clarke",
    parcel="where is my parcel?",
    number="#W1000001",
    products="wireless headphones under $200",
    person="can I talk to a person please",
    called="asked a colleague",
    reply="Hello, this is Alex. I have found your parcel.",
    thanks="great, thank you Alex",
    back="virtual assistant is here for you again",
    question="how long do I have to return something?",
    answer="30 days",
)
CHINESE = Words(
    language="zh",
    customer="林梅",
    parcel="我的快递到哪了",
    number="#W1000011",
    products="想找降噪耳机",
    person="转人工",
    called="已为您呼叫人工客服",
    reply="您好，我是Alex，您的包裹我已经查到了。",
    thanks="好的，谢谢",
    back="由智能助手继续为您服务",
    question="签收后多久之内可以退货？",
    answer="30 天",
)


@pytest.fixture(scope="module")
def assistant(pytestconfig: pytest.Config, browser: Browser) -> Assistant:
    """Asks for the browser first, which may not be there."""
    return running_assistant(pytestconfig)


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address as somebody new; the page must not complain."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def look(address: str, device: Device, **options: Any) -> Page:
        context = browser.new_context(**device.options, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield look
    for context in contexts:
        context.close()
    assert complaints == []


Look = Callable[..., Page]


@pytest.mark.parametrize(
    ("device", "words"),
    [(DESKTOP, ENGLISH), (PHONE, CHINESE)],
    ids=["desktop-en", "phone-zh"],
)
def test_served_handed_over_answered_and_handed_back(
    assistant: Assistant, look: Look, device: Device, words: Words
) -> None:
    customer = look(f"{assistant.gateway}/?language={words.language}", device)
    keep(customer, device, words.language, "1-shop")
    sign_in_to_the_shop(customer, words)
    open_chat(customer)
    say(customer, words.parcel)
    expect(last(customer, "assistant")).to_contain_text(words.number)
    expect(last(customer, "assistant").locator(".parcel").first).to_be_visible()
    keep(customer, device, words.language, "2-parcel")
    say(customer, words.products)
    expect(last(customer, "assistant").locator(".card").first).to_be_visible()
    expect_pictures(last(customer, "assistant"))
    keep(customer, device, words.language, "3-products")
    say(customer, words.person)
    expect(last(customer, "system")).to_contain_text(words.called)
    keep(customer, device, words.language, "4-waiting")

    agent = look(assistant.console, device, locale="en-US")
    keep(agent, device, words.language, "5-sign-in")
    sign_in(agent, "agent@example.com")
    agent.locator(".conv", has_text=words.customer).first.click()
    expect(agent.locator(".said--customer").last).to_contain_text(words.person)
    keep(agent, device, words.language, "6-desk")
    agent.locator(".thread .btn", has_text="Take").click()
    expect(agent.locator(".owner")).to_have_text("You answer")
    expect(last(customer, "system")).to_contain_text("Alex")
    write(agent, "Is the parcel lost? I ask the carrier.", note=True)
    expect(agent.locator(".said--note")).to_contain_text("I ask the carrier")
    write(agent, words.reply)
    expect(last(customer, "agent")).to_contain_text(words.reply)
    keep(customer, device, words.language, "7-agent-answers")

    assistants = chat(customer).locator("article.assistant").count()
    say(customer, words.thanks)
    expect(agent.locator(".said--customer").last).to_contain_text(words.thanks)
    keep(agent, device, words.language, "8-thread")
    expect(chat(customer).locator("article.assistant")).to_have_count(assistants)
    expect(chat(customer)).not_to_contain_text("I ask the carrier")

    agent.locator(".thread .btn", has_text="Hand back").click()
    agent.locator(".dialog textarea").fill("Told where the parcel is.")
    agent.locator(".dialog .btn--main").click()
    expect(last(customer, "system")).to_contain_text(words.back)
    say(customer, words.question)
    expect(last(customer, "assistant")).to_contain_text(words.answer)
    expect(chat(customer)).not_to_contain_text("Told where the parcel is")
    keep(customer, device, words.language, "9-assistant-again")


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_editors_change_reaches_the_next_customer(
    assistant: Assistant, look: Look, device: Device
) -> None:
    asked = "Can you wrap my order as a gift?"
    sentence = f"Since today we wrap it in {device.name} silk."
    before = look(f"{assistant.gateway}/?language=en", device)
    open_chat(before)
    say(before, asked)
    expect(last(before, "assistant")).to_contain_text("paper with a ribbon")
    expect(last(before, "assistant")).not_to_contain_text(sentence)

    editor = look(f"{assistant.console}/articles/gift-wrapping", device, locale="en-US")
    sign_in(editor, "editor@example.com")
    if not editor.url.endswith("/articles/gift-wrapping"):
        editor.goto(f"{assistant.console}/articles/gift-wrapping")
    answer = editor.get_by_label("Answer, English")
    expect(answer).to_have_value(re.compile("paper with a ribbon"))
    answer.fill(f"{answer.input_value()} {sentence}")
    expect(editor.locator(".preview").first).to_contain_text(sentence)
    publish = editor.locator(".btn", has_text="Publish")
    expect(publish).to_be_enabled()
    publish.click()
    published = time.monotonic()
    live = editor.get_by_text("Live. Customers get this answer now.")
    expect(live).to_be_visible(timeout=20_000)
    took = time.monotonic() - published
    after = look(f"{assistant.gateway}/?language=en", device)
    open_chat(after)
    say(after, asked)
    expect(last(after, "assistant")).to_contain_text(sentence)
    keep(editor, device, "en", "editor")
    keep(after, device, "en", "new-answer")
    assert took < LIVE_SECONDS, f"the new answer came after {took:.1f} s"


def sign_in_to_the_shop(page: Page, words: Words) -> None:
    page.locator(".who summary").click()
    page.locator(".who").get_by_role("button", name=words.customer).click()
    expect(page.locator("[data-who]")).to_have_text(words.customer)


def chat(page: Page) -> Locator:
    return page.locator("shopkeeper-chat")


def open_chat(page: Page) -> None:
    chat(page).locator("button.launcher").click()
    expect(chat(page).locator("article.assistant").first).to_be_visible()


def say(page: Page, text: str) -> None:
    chat(page).locator("textarea").fill(text)
    chat(page).locator("textarea").press("Enter")
    expect(chat(page).locator("article.customer").last).to_contain_text(text)


def last(page: Page, author: str) -> Locator:
    return chat(page).locator(f"article.{author}").last


def expect_pictures(answer: Locator) -> None:
    picture = answer.locator(".card img").first
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("img => img.naturalWidth") > 0


def sign_in(page: Page, email: str) -> None:
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator(".sign-in__submit").click()
    page.wait_for_url(re.compile(r"^(?!.*sign-in).*$"))


def write(page: Page, text: str, *, note: bool = False) -> None:
    mode = "Private note" if note else "Reply"
    page.locator(".mode", has_text=mode).click()
    area = page.locator(".composer textarea")
    expect(area).to_have_attribute(
        "placeholder", re.compile("colleagues" if note else "customer")
    )
    area.fill(text)
    area.press("Enter")


def keep(page: Page, device: Device, language: str, moment: str) -> None:
    """Keep what somebody sees, for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(400)  # what glides in has come to rest
    page.screenshot(path=SCREENSHOTS / f"{device.name}-{language}-{moment}.png")
