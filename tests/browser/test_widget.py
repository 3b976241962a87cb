"""The widget as a customer uses it, in Chromium, over the real gateway."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from knowledge.clock import now
from knowledge.conversations import handoff
from tests.browser.conftest import Shop

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
PHONE = {
    "viewport": {"width": 360, "height": 640},
    "is_mobile": True,
    "has_touch": True,
    # Measured while it moves in, the panel is a pixel away.
    "reduced_motion": "reduce",
}


def chat(page: Page) -> Locator:
    return page.locator("shopkeeper-chat")


def open_chat(page: Page) -> Locator:
    chat(page).locator("button.launcher").click()
    expect(entries(page, "assistant")).to_have_count(1)
    return chat(page)


def say(page: Page, text: str) -> None:
    chat(page).locator("textarea").fill(text)
    chat(page).locator("textarea").press("Enter")


def entries(page: Page, author: str) -> Locator:
    return chat(page).locator(f"article.{author}")


def answer(page: Page) -> Locator:
    return entries(page, "assistant").last


def conversation_of(page: Page) -> str:
    kept = "Object.entries(localStorage).find(([name]) => name.endsWith(':session'))[1]"
    found: str = page.evaluate(f"JSON.parse({kept}).id")
    return found


def test_a_message_is_answered(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "hello there")
    expect(entries(page, "customer")).to_have_text(re.compile("hello there"))
    expect(answer(page)).to_contain_text("You said: hello there")
    # The post's answer and the stream bring the same entries.
    page.wait_for_timeout(400)
    expect(entries(page, "customer")).to_have_count(1)
    expect(entries(page, "assistant")).to_have_count(2)


def test_only_the_last_buttons_can_be_pressed(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "choose")
    first = chat(page).get_by_role("button", name="The first")
    second = chat(page).get_by_role("button", name="The second")
    expect(second).to_be_enabled()
    second.click()
    expect(answer(page)).to_contain_text("You said: two")
    expect(first).to_be_disabled()
    expect(second).to_be_disabled()


def test_products_are_cards_and_not_a_listing_too(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "lamps")
    cards = answer(page).locator(".card")
    expect(cards).to_have_count(3)
    expect(answer(page).locator(".bubble")).to_have_text("Here is what I found:")
    expect(answer(page)).to_have_attribute(
        "aria-label", re.compile("1. Sonora Hush 700")
    )
    expect(cards.first).to_contain_text("$299.00")
    picture = cards.first.locator("img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("img => img.naturalWidth") > 0
    cards.first.get_by_role("button", name="Details").click()
    expect(answer(page)).to_contain_text("You said: Tell me more about the Sonora")


def test_a_parcel_shows_its_scans(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "parcels")
    parcels = answer(page).locator(".parcel")
    expect(parcels).to_have_count(2)
    expect(parcels.first).to_contain_text("Newark, NJ")
    earliest = parcels.first.get_by_text("Label printed")
    expect(earliest).to_be_hidden()
    parcels.first.get_by_text("2 earlier scans").click()
    expect(earliest).to_be_visible()


def test_an_answer_names_its_source_and_leads_on(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "returns")
    expect(answer(page)).to_contain_text("How long can I return something?")
    link = answer(page).get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.com/returns")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    chat(page).get_by_role("button", name="Who pays for the return?").click()
    expect(answer(page)).to_contain_text("You said: Who pays for the return?")


def test_markup_is_shown_as_text(visit: Visit) -> None:
    page = visit()
    title = page.title()
    open_chat(page)
    say(page, "markup")
    expect(answer(page)).to_contain_text("<b>bold</b>")
    expect(answer(page).locator("h3")).to_have_text(
        "<script>document.title='broken'</script>"
    )
    made = answer(page).locator("img, a, script, .bubble b")
    expect(made).to_have_count(0)
    say(page, "<i>me too</i>")
    expect(entries(page, "customer").last).to_contain_text("<i>me too</i>")
    assert page.title() == title


def test_a_reload_resumes_the_conversation(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "remember me")
    expect(answer(page)).to_contain_text("You said: remember me")
    chat(page).locator("textarea").fill("half a thou")
    page.reload()
    # It was open, so it is open again, with the words not sent yet.
    expect(answer(page)).to_contain_text("You said: remember me")
    expect(chat(page).locator("textarea")).to_have_value("half a thou")
    chat(page).get_by_role("button", name="Close the chat").click()
    page.reload()
    expect(chat(page).locator(".panel")).to_be_hidden()
    chat(page).locator("button.launcher").click()
    expect(entries(page, "customer")).to_have_count(1)


def test_an_unknown_token_starts_anew_and_keeps_the_words(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "before")
    expect(answer(page)).to_contain_text("You said: before")
    page.evaluate(
        """() => {
          const kept = Object.entries(localStorage);
          const [name, value] = kept.find(([key]) => key.endsWith(':session'));
          const forged = { ...JSON.parse(value), token: 'forged' };
          localStorage.setItem(name, JSON.stringify(forged));
          const at = new Date().toISOString();
          const unsent = [{ id: 'kept-1', text: 'not lost', at, tries: 0 }];
          const box = name.replace(':session', ':outbox');
          localStorage.setItem(box, JSON.stringify(unsent));
        }"""
    )
    page.reload()
    expect(answer(page)).to_contain_text("You said: not lost")
    expect(entries(page, "customer")).to_have_count(1)
    expect(chat(page).locator(".notice")).to_contain_text("has expired")


def test_words_written_while_the_gateway_is_away_arrive_once(
    visit: Visit, shop: Shop
) -> None:
    page = visit()
    open_chat(page)
    say(page, "first")
    expect(answer(page)).to_contain_text("You said: first")
    shop.kill()
    try:
        say(page, "second")
        expect(chat(page).get_by_text("Waiting for the connection")).to_be_visible()
        expect(chat(page).locator(".banner")).to_be_visible()
    finally:
        shop.start()
    expect(answer(page)).to_contain_text("You said: second", timeout=15_000)
    expect(chat(page).locator(".banner")).to_be_hidden()
    expect(entries(page, "customer")).to_have_count(2)


def test_a_refused_message_comes_back_to_be_changed(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "x" * 2001)
    expect(chat(page).locator(".notice")).to_contain_text("2000")
    expect(chat(page).locator("textarea")).to_have_value("x" * 2001)
    expect(entries(page, "customer")).to_have_count(0)


def test_too_many_messages_are_sent_a_little_later(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    problem = {"code": "too_many_messages", "detail": "Please wait a moment."}
    page.route(
        "**/api/chat/messages",
        lambda route: route.fulfill(
            status=429, headers={"Retry-After": "1"}, json=problem
        ),
        times=1,
    )
    say(page, "patience")
    expect(chat(page).locator(".notice")).to_have_text("Please wait a moment.")
    expect(answer(page)).to_contain_text("You said: patience")
    expect(entries(page, "customer")).to_have_count(1)


def test_where_streams_do_not_get_through_the_widget_asks(
    visit: Visit, shop: Shop
) -> None:
    page = visit()
    page.route("**/api/chat/events*", lambda route: route.abort())
    open_chat(page)
    say(page, "hello")
    expect(answer(page)).to_contain_text("You said: hello")
    with shop.database.writing() as session:
        handoff.request(
            session, conversation_of(page), reason="asked", packet={}, at=now()
        )
    expect(entries(page, "system").last).to_contain_text("asked a colleague")
