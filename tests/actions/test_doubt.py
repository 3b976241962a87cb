"""What is not understood is asked about with two buttons, not guessed."""

from __future__ import annotations

from tests.actions.conftest import Talk


def test_two_close_readings_become_two_buttons(talk: Talk) -> None:
    talk.ranking = [("return_item", 0.41), ("check_refund", 0.33), ("greet", 0.1)]
    said = talk("action_not_understood", "that thing of mine", intent="nlu_fallback")
    assert said == ["utter_which_wish"]
    titles = [button["title"] for button in talk.said[-1]["buttons"]]
    assert titles == [
        "I want to return something",
        "Where is my refund?",
        "Talk to a person",
    ]


def test_an_unlikely_reading_is_no_button(talk: Talk) -> None:
    talk.ranking = [("return_item", 0.1)]
    said = talk("action_not_understood", "hm", intent="nlu_fallback")
    assert said == ["utter_not_understood"]


def test_the_second_time_a_person_is_offered(talk: Talk) -> None:
    talk("action_not_understood", "hm", intent="nlu_fallback")
    assert talk("action_not_understood", "hm", intent="nlu_fallback") == [
        "utter_offer_person"
    ]
