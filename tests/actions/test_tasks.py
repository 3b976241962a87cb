"""Tasks: identity first, one question at a time, and every way to leave the path."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rasa_sdk.interfaces import ActionExecutionRejection

from knowledge.conversations.models import Conversation
from knowledge.database.session import Database
from tests.actions.conftest import Talk
from tests.builders import (
    NOW,
    a_customer,
    a_line,
    a_scan,
    a_shipment,
    an_address,
    an_order,
)

START, GO_ON = "action_start_task", "action_continue_task"


@pytest.fixture
def shop(database: Database) -> None:
    """Emma with a lamp pending and headphones on their way; Tom with one order."""
    with database.writing() as session:
        session.add_all([a_customer(), _tom()])
        session.flush()
        session.add_all(
            [
                an_order("#W1000001"),
                an_order(
                    "#W1000002",
                    status="pending",
                    lines=[a_line("Desk Lamp", "台灯", product_id="p2")],
                ),
                an_order("#W9000009", customer_id="tom"),
            ]
        )
        session.flush()
        session.add(a_shipment())


def _tom() -> object:
    return a_customer(
        id="tom",
        first_name="Tom",
        last_name="Baker",
        email="tom@example.com",
        addresses=[an_address(postal_code="94107")],
        payment_methods=[],
    )


@pytest.mark.usefixtures("shop")
class TestIdentity:
    def test_is_asked_before_anything_is_shown(self, talk: Talk) -> None:
        assert talk(START, "where is #W1000001", intent="track_parcel") == [
            "utter_ask_identity"
        ]

    def test_in_the_first_message_is_not_asked_again(self, talk: Talk) -> None:
        said = talk(
            START,
            "track #W1000001, emma@example.com",
            intent="track_parcel",
            email="emma@example.com",
            order_number="#W1000001",
        )
        assert said == ["utter_identified", "utter_parcel_on_time"]

    def test_by_name_and_postal_code_over_two_messages(self, talk: Talk) -> None:
        talk(START, "my points?", intent="ask_points")
        assert talk(GO_ON, "I am Emma Clarke", person_name="Emma Clarke") == [
            "utter_ask_postal_code"
        ]
        assert talk(GO_ON, "10001", postal_code="10001") == [
            "utter_identified",
            "utter_points",
        ]

    def test_what_was_said_before_it_is_not_asked_again(self, talk: Talk) -> None:
        talk(
            START,
            "status of #W1000002 please",
            intent="check_order_status",
            order_number="#W1000002",
        )
        talk(GO_ON, "emma@example.com", email="emma@example.com")
        assert talk.said[-1]["number"] == "#W1000002"

    def test_never_shows_another_customers_order(self, talk: Talk) -> None:
        talk(START, "my orders", intent="list_orders", email="emma@example.com")
        said = talk(
            START, "#W9000009", intent="check_order_status", order_number="#W9000009"
        )
        assert said[0] == "utter_order_not_found"
        assert "#W9000009" not in str(talk.said[-1]["custom"])

    def test_three_failures_lead_to_a_person_and_end_looking_up(
        self, talk: Talk
    ) -> None:
        talk(START, "my orders", intent="list_orders")
        for wrong in ("a@example.com", "b@example.com"):
            assert talk(GO_ON, wrong, email=wrong)[0] == "utter_not_identified"
        assert talk(GO_ON, "c@example.com", email="c@example.com") == [
            "utter_too_many_attempts"
        ]
        again = talk(START, "my orders", intent="list_orders", email="emma@example.com")
        assert again == ["utter_too_many_attempts"]

    def test_same_words_for_unknown_account_and_wrong_detail(self, talk: Talk) -> None:
        talk(START, "my orders", intent="list_orders")
        before = talk.dialogue
        unknown = talk(GO_ON, "x@example.com", email="x@example.com")
        talk.dialogue = before
        wrong = talk(
            GO_ON, "Emma Clarke 99999", person_name="Emma Clarke", postal_code="99999"
        )
        assert unknown == wrong


@pytest.mark.usefixtures("shop")
class TestWhichOrder:
    @pytest.fixture(autouse=True)
    def known(self, database: Database, talk: Talk) -> None:
        with database.writing() as session:
            conversation = session.get_one(Conversation, "c1")
            conversation.customer_id, conversation.identity_level = "emma", "matched"

    def test_the_only_one_on_its_way_is_meant(self, talk: Talk) -> None:
        assert talk(START, "where is my parcel", intent="track_parcel") == [
            "utter_parcel_on_time"
        ]

    def test_several_are_offered_as_buttons(self, talk: Talk) -> None:
        talk(START, "status", intent="check_order_status")
        values = [button["payload"] for button in talk.said[-1]["buttons"]]
        assert set(values) == {"#W1000001", "#W1000002"}

    def test_by_place_in_the_list(self, talk: Talk) -> None:
        talk(START, "status", intent="check_order_status")
        offered = [button["payload"] for button in talk.said[-1]["buttons"]]
        talk(GO_ON, "the second one", intent="choose_item", ordinal=2)
        assert talk.said[-1]["number"] == offered[1]

    def test_by_what_was_in_it(self, talk: Talk) -> None:
        talk(START, "what about my desk lamp order", intent="check_order_status")
        assert talk.said[-1]["number"] == "#W1000002"

    def test_a_question_in_between_is_left_to_the_rules(self, talk: Talk) -> None:
        talk(START, "status", intent="check_order_status")
        with pytest.raises(ActionExecutionRejection):
            talk(GO_ON, "how long do refunds take?", intent="ask_faq")
        assert talk("action_ask_again") == [
            "utter_back_to_question",
            "utter_ask_which_order",
        ]

    def test_misfits_are_explained_then_a_person_is_offered(self, talk: Talk) -> None:
        talk(START, "status", intent="check_order_status")
        first, second, third = (
            talk(GO_ON, "qwerty", intent="nlu_fallback", confidence=0.2)
            for _ in range(3)
        )
        assert first[0] == "utter_did_not_fit"
        assert second[0] == "utter_explain_order"
        assert third == ["utter_offer_person"]

    def test_can_be_given_up(self, talk: Talk) -> None:
        talk(START, "status", intent="check_order_status")
        assert talk(GO_ON, "never mind", intent="stop_task") == ["utter_stopped"]
        assert talk.dialogue is not None
        assert talk.dialogue["asking"] is None

    def test_a_second_task_is_done_first_then_the_first_goes_on(
        self, talk: Talk
    ) -> None:
        talk(START, "status", intent="check_order_status")
        assert talk(START, "my points", intent="ask_points") == [
            "utter_points",
            "utter_back_to_task",
            "utter_ask_which_order",
        ]


@pytest.mark.usefixtures("shop")
def test_a_matter_for_a_person_carries_its_story(talk: Talk) -> None:
    talk(
        START,
        "leave #W1000001 with my neighbour",
        intent="change_delivery",
        email="emma@example.com",
        order_number="#W1000001",
    )
    talk(GO_ON, "yes", intent="affirm")
    call = talk.said[-1]["custom"]["handoff"]
    assert call["orders"] == ["#W1000001"]
    assert call["reason"] == "task"
    assert "with my neighbour" in call["goal"]


@pytest.mark.usefixtures("shop")
def test_nobody_is_called_on_a_no(talk: Talk) -> None:
    talk(
        START,
        "leave #W1000001 with my neighbour",
        intent="change_delivery",
        email="emma@example.com",
        order_number="#W1000001",
    )
    assert talk(GO_ON, "no", intent="deny") == ["utter_no_person_then"]
    assert "handoff" not in talk.said[-1]["custom"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "lost"}, "utter_parcel_lost"),
        ({"status": "failed_attempt"}, "utter_parcel_failed_attempt"),
        ({"status": "out_for_delivery"}, "utter_parcel_out_for_delivery"),
        ({"expected_at": "yesterday"}, "utter_parcel_late"),
        ({"scan": "last week"}, "utter_parcel_stalled"),
        ({"status": "delivered"}, "utter_parcel_delivered"),
    ],
)
def test_each_condition_of_a_parcel_has_its_own_sentence(
    talk: Talk, database: Database, facts: dict[str, str], said: str
) -> None:
    with database.writing() as session:
        session.add(a_customer())
        session.flush()
        session.add(an_order())
        session.flush()
        session.add(_shipment(facts))
    assert talk(
        START, "where is it", intent="track_parcel", email="emma@example.com"
    ) == ["utter_identified", said]


def _shipment(facts: dict[str, str]) -> object:
    given: dict[str, object] = {}
    if "status" in facts:
        given["status"] = facts["status"]
    if "expected_at" in facts:
        given["expected_at"] = NOW - timedelta(days=1)
    if "scan" in facts:
        given["events"] = [a_scan(at=NOW - timedelta(days=7))]
    return a_shipment(**given)
