"""The widget as a customer uses it, in Chromium, over the real gateway."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from knowledge.clock import now
from knowledge.conversations import handoff
from knowledge.conversations.models import Conversation
from knowledge.staff.models import StaffMember
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


def test_an_agent_joins_and_answers(visit: Visit, shop: Shop) -> None:
    page = visit()
    open_chat(page)
    say(page, "hello")
    expect(answer(page)).to_contain_text("You said: hello")
    conversation_id = conversation_of(page)
    agent = StaffMember(id=1, name="Alex", email="alex@example.com")
    page.keyboard.press("Escape")
    expect(chat(page).locator("button.launcher")).to_be_focused()
    with shop.database.writing() as session:
        handoff.request(session, conversation_id, reason="asked", packet={}, at=now())
        handoff.join(session, conversation_id, agent=agent, at=now())
        handoff.reply(
            session, conversation_id, agent=agent, text="Alex speaking", at=now()
        )
    expect(chat(page).locator(".count")).to_have_text("3")
    chat(page).locator("button.launcher").click()
    expect(entries(page, "agent").last).to_contain_text("Alex speaking")
    expect(chat(page).locator(".head [role=status]")).to_contain_text("Alex")
    expect(chat(page).locator(".count")).to_be_hidden()


def test_the_interface_speaks_chinese(visit: Visit) -> None:
    page = visit("/?language=zh")
    expect(chat(page).locator("button.launcher")).to_contain_text("咨询客服")
    open_chat(page)
    expect(answer(page)).to_contain_text("您好，我是本店的智能助手")
    expect(chat(page).locator("textarea")).to_have_attribute(
        "placeholder", "请输入您的问题…"
    )
    say(page, "你好")
    expect(answer(page)).to_contain_text("智能助手")
    expect(answer(page)).to_contain_text("请问有什么可以帮您")


def test_on_a_phone_the_panel_is_the_screen(visit: Visit) -> None:
    page = visit("/?language=zh", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    open_chat(page)
    box = chat(page).locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 640}
    say(page, "lamps")
    expect(answer(page).locator(".card")).to_have_count(3)
    log = chat(page).locator(".log")
    assert log.evaluate("log => log.scrollWidth <= log.clientWidth")
    buttons = chat(page).locator(".panel button:visible").all()
    assert len(buttons) > 5
    assert all(button.evaluate("it => it.offsetHeight") >= 36 for button in buttons)


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit()
    chat(page).locator("button.launcher").focus()
    page.keyboard.press("Enter")
    expect(chat(page).locator("textarea")).to_be_focused()
    expect(entries(page, "assistant")).to_have_count(1)
    page.keyboard.type("line one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("line two")
    page.keyboard.press("Enter")
    expect(entries(page, "customer").locator("br")).to_have_count(1)
    expect(answer(page)).to_contain_text("line two")
    page.keyboard.type("choose")
    page.keyboard.press("Enter")
    expect(chat(page).get_by_role("button", name="The second")).to_be_enabled()
    page.keyboard.press("Shift+Tab")
    expect(chat(page).get_by_role("button", name="The second")).to_be_focused()
    page.keyboard.press("Enter")
    expect(answer(page)).to_contain_text("You said: two")
    page.keyboard.press("Escape")
    expect(chat(page).locator(".panel")).to_be_hidden()
    expect(chat(page).locator("button.launcher")).to_be_focused()


def test_signing_in_makes_the_conversation_the_customers(
    visit: Visit, shop: Shop
) -> None:
    page = visit()
    open_chat(page)
    say(page, "hello")
    expect(answer(page)).to_contain_text("You said: hello")
    conversation_id = conversation_of(page)
    with page.expect_response("**/api/chat/identity") as answered:
        page.locator(".who summary").click()
        page.get_by_role("button", name="Emma Clarke").click()
    assert answered.value.status == 204
    assert _customer_of(shop, conversation_id) == "emma_clarke"
    page.locator(".who summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(entries(page, "customer")).to_have_count(0)
    expect(entries(page, "assistant")).to_have_count(1)
    assert conversation_of(page) != conversation_id


def _customer_of(shop: Shop, conversation_id: str) -> str | None:
    with shop.database.reading() as session:
        found = session.get(Conversation, conversation_id)
        assert found
        return found.customer_id


def test_a_second_script_tag_changes_nothing(visit: Visit) -> None:
    page = visit()
    page.add_script_tag(url="/widget.js")
    expect(chat(page)).to_have_count(1)
