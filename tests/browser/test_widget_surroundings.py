"""The widget among people, languages, sizes and keyboards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from knowledge.clock import now
from knowledge.conversations import handoff
from knowledge.conversations.models import Conversation
from knowledge.staff.models import StaffMember
from tests.browser.conftest import Shop
from tests.browser.test_widget import (
    answer,
    chat,
    conversation_of,
    entries,
    open_chat,
    say,
)

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
PHONE = {
    "viewport": {"width": 360, "height": 640},
    "is_mobile": True,
    "has_touch": True,
    # Measured while it moves in, the panel is a pixel away.
    "reduced_motion": "reduce",
}


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
