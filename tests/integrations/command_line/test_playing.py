"""Conversation files are read strictly, and answers compared as they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from integrations.command_line.playing import plain_yaml
from integrations.command_line.playing.customer import Entry, Heard
from integrations.command_line.playing.errors import UnreadableScript
from integrations.command_line.playing.matching import (
    Earlier,
    buttons_of,
    forbidden,
    misses,
    unlike,
)
from integrations.command_line.playing.play import Played, TurnPlayed
from integrations.command_line.playing.report import difference, figures
from integrations.command_line.playing.script import (
    Expectation,
    Range,
    Script,
    Turn,
    read_range,
    read_script,
)


def an_entry(text: str = "Hello!", **facts: Any) -> Entry:
    plain = {"author": "assistant", "kind": "text", "payload": {}}
    return {**plain, "text": text, **facts}


def cards(*prices: int) -> dict[str, Any]:
    return {
        "cards": [
            {"id": f"p{price}", "title": "Lamp", "price_minor": price, "buttons": []}
            for price in prices
        ]
    }


def wrong(turn: dict[str, Any], *read: Entry, **more: Any) -> list[str]:
    given = {"say": "hi", **turn}
    facts = {"language": "en", "earlier": Earlier(), **more}
    return misses(Turn.model_validate(given), read, **facts)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "yes"),
        ("10:00", "10:00"),
        ("010", "010"),
        ("5", 5),
        ("1..5", "1..5"),
        ("true", True),
        ("", None),
        ("~", "~"),
    ],
)
def test_yaml_is_read_as_people_mean_it(written: str, meant: object) -> None:
    assert plain_yaml.read(f"a: {written}") == {"a": meant}


def test_ranges() -> None:
    assert read_range("1..5") == Range(least=1, most=5)
    assert read_range("..5000") == Range(most=5000)
    assert read_range("2..") == Range(least=2)
    assert read_range(3) == Range(least=3, most=3)
    assert read_range("a..b") == "a..b"
    assert 5 in Range(least=1, most=5)
    assert 6 not in Range(least=1, most=5)
    assert [str(Range(most=5)), str(Range(least=3, most=3))] == ["..5", "3"]


@pytest.mark.parametrize(
    "content",
    [
        "name: x\nlanguage: en\nturns: []",
        "name: x\nlanguage: fr\nturns: [{say: hi}]",
        "name: x\nlanguage: en\nturns: [{say: hi, press: Yes}]",
        "name: x\nlanguage: en\nturns: [{say: hi, expect: [{kinds: text}]}]",
        "name: x\nlanguage: en\nturns: [{say: hi, expect: [{kind: speech}]}]",
        "name: [",
    ],
)
def test_a_file_with_a_mistake_is_refused_by_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "wrong.yml"
    file.write_text(content)
    with pytest.raises(UnreadableScript, match=r"wrong\.yml"):
        read_script(file)


def test_numbers_may_be_typed(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text("name: x\nlanguage: zh\nturns: [{say: 200040}]")
    assert read_script(file).turns[0].say == "200040"


def test_an_answer_as_expected() -> None:
    wish = {
        "author": "assistant",
        "kind": "text",
        "text": ["HELLO", "!"],
        "any": ["bye", "hell"],
        "not": ["goodbye"],
        "buttons": 0,
    }
    assert wrong({"expect": [wish]}, an_entry()) == []


@pytest.mark.parametrize(
    "wish",
    [
        {"author": "agent"},
        {"kind": "answer"},
        {"text": ["bye"]},
        {"any": ["bye", "ciao"]},
        {"not": ["hello"]},
        {"buttons": ["Yes"]},
        {"buttons": "1..5"},
        {"cards": "1.."},
        {"payload": {"source": {"article_id": "x"}}},
    ],
)
def test_each_difference_is_found(wish: dict[str, Any]) -> None:
    assert len(wrong({"expect": [wish]}, an_entry())) == 1


def test_answers_are_counted_unless_more_may_come() -> None:
    three = [an_entry("one"), an_entry("two"), an_entry("three")]
    expected = [{"text": "one"}, {"text": "three"}]
    assert "2 answers were expected, 3 came" in wrong({"expect": expected}, *three)
    assert wrong({"expect": expected, "more": True}, *three) == []
    backwards = {"expect": expected[::-1], "more": True}
    assert len(wrong(backwards, *three)) == 1


def test_silence_has_to_be_expected() -> None:
    assert wrong({}) == ["nothing was answered"]
    assert wrong({"expect": []}) == []
    assert wrong({"expect": []}, an_entry()) == ["0 answers were expected, 1 came"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Order {number} is here", "en"),
        ("utter_greet", "en"),
        ("Your tier is None.", "en"),
        ("<b>bold</b>", "en"),
        ("  ", "en"),
        ("您好，请问有什么可以帮您？", "en"),
        ("Hello, how can I help you today?", "zh"),
        ("您好 and now a whole lot of words in English", "zh"),
    ],
)
def test_blemishes_are_found_without_being_asked_for(text: str, language: str) -> None:
    assert len(wrong({}, an_entry(text), language=language)) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("None of these fits.", "en"),
        ("We issue an electronic 发票 on request, to your e-mail address.", "en"),
        ("为您找到：声律 Hush 700 无线降噪头戴耳机 – $249.00", "zh"),
        ("您好 and now a whole lot of words in English", "any"),
    ],
)
def test_what_is_no_blemish(text: str, language: str) -> None:
    assert wrong({}, an_entry(text), language=language) == []


def test_cards_are_compared_with_wishes_and_with_earlier_ones() -> None:
    shown = an_entry(kind="products", payload=cards(3000, 2000))
    assert unlike(Expectation(each_card={"price_minor": "..3000"}), shown) == []
    assert len(unlike(Expectation(each_card={"price_minor": "..2500"}), shown)) == 1
    assert len(unlike(Expectation(each_card={"title": ["chair"]}), shown)) == 2
    earlier = Earlier().after([shown])
    cheaper = an_entry(payload=cards(1000))
    assert (
        unlike(Expectation(fresh_cards=True, cheaper_cards=True), cheaper, earlier)
        == []
    )
    dear = an_entry(payload=cards(9000))
    assert len(unlike(Expectation(cheaper_cards=True), dear, earlier)) == 1
    assert len(unlike(Expectation(fresh_cards=True), shown, earlier)) == 1


def test_a_part_of_the_payload_is_enough() -> None:
    parcels = {"parcels": [{"status": "late", "at": "x"}, {"status": "on_time"}]}
    entry = an_entry(payload=parcels)
    wish = Expectation(payload={"parcels": [{"status": "on_time"}, {"at": "x"}]})
    assert unlike(wish, entry) == []
    missing = Expectation(payload={"parcels": [{"status": "lost"}]})
    assert len(unlike(missing, entry)) == 1


def test_words_that_must_never_stand_there() -> None:
    script = Script.model_validate(
        {
            "name": "x",
            "language": "en",
            "never": ["Secret"],
            "turns": [{"say": "x"}],
        }
    )
    assert forbidden(script, [an_entry("no secrets"), an_entry("fine")])
    assert not forbidden(script, [an_entry("fine")])


def test_every_button_can_be_pressed() -> None:
    button = {"title": "Yes", "value": "yes"}
    card = {"id": "p", "title": "Lamp", "price_minor": 1, "buttons": [button]}
    payload = {"buttons": [button], "related": [button], "cards": [card]}
    assert buttons_of(an_entry(payload=payload)) == [button] * 3


def test_the_difference_names_what_was_said_expected_and_read() -> None:
    script = Script.model_validate(
        {
            "name": "Greeting",
            "language": "en",
            "turns": [{"say": "hi", "expect": [{"text": "Hello", "cards": "1.."}]}],
        }
    )
    heard = Heard([an_entry("Goodbye")], 12.3)
    played = Played(Path("a/greeting.yml"), script)
    played.turns = [TurnPlayed("hi", heard, ("“Hello” is not in it",))]
    shown = difference(played)
    for part in ("greeting.yml", "hi", "12 ms", "text=Hello", "1..", "Goodbye", "✗"):
        assert part in shown
    report = figures([played])
    assert (report["passed"], report["failed"], report["p50_ms"]) == (0, 1, 12.3)
    assert report["failures"][0]["turns"][0]["wrong"] == ["“Hello” is not in it"]
