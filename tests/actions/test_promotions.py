"""Coupons in the chat."""

from __future__ import annotations

from knowledge.database.session import Database
from tests.actions.conftest import Talk
from tests.builders import a_coupon


def test_a_code_is_seen_in_any_case_and_between_chinese(
    talk: Talk, database: Database
) -> None:
    with database.writing() as session:
        session.add(a_coupon("GOLD12"))
    said = talk("action_apply_coupon", "gold12能用不", intent="apply_coupon")
    assert said == ["utter_coupon_valid"]
    assert "GOLD12" in talk.said[-1]["terms"]


def test_without_a_code_it_is_asked_for(talk: Talk) -> None:
    said = talk("action_apply_coupon", "I have a code", intent="apply_coupon")
    assert said == ["utter_ask_coupon_code"]


def test_an_unknown_code_is_named(talk: Talk) -> None:
    said = talk(
        "action_apply_coupon", "NOPE99", intent="apply_coupon", coupon_code="NOPE99"
    )
    assert said == ["utter_coupon_not_found"]
    assert talk.said[-1]["code"] == "NOPE99"
