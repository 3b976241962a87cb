"""The labelled sets are balanced and share no message with the training examples."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.data.examples import all_examples, language, normalised

HERE = Path(__file__).resolve().parent
TEXT_COLUMN = {
    "question_or_task.csv": "text",
    "holdout.csv": "sentence",
    "chinese_out_of_scope.csv": "sentence",
}


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_message_is_in_the_training_examples_or_twice() -> None:
    trained = {normalised(text) for _, text in all_examples()}
    messages = [
        normalised(row[column])
        for name, column in TEXT_COLUMN.items()
        for row in rows(name)
    ]
    assert trained.intersection(messages) == set()
    assert [text for text, times in Counter(messages).items() if times > 1] == []


@pytest.mark.parametrize("name", TEXT_COLUMN)
def test_every_label_is_an_intent(name: str) -> None:
    known = {intent for intent, _ in all_examples()}
    labels = {row.get("label") or row["intent"] for row in rows(name)}
    assert labels <= known


def test_questions_and_tasks_come_in_equal_numbers() -> None:
    kinds = Counter(
        (row["language"], row["kind"]) for row in rows("question_or_task.csv")
    )
    assert set(kinds.values()) == {100}
    assert len(kinds) == 4


def test_holdout_has_six_messages_of_each_intent_and_language() -> None:
    cells = Counter((row["label"], row["language"]) for row in rows("holdout.csv"))
    expected = {
        (intent, tongue) for intent, _ in all_examples() for tongue in ("en", "zh")
    }
    assert set(cells) == expected
    assert set(cells.values()) == {6}


def test_messages_to_decline_are_chinese() -> None:
    declined = rows("chinese_out_of_scope.csv")
    assert len(declined) >= 150
    assert {language(row["sentence"]) for row in declined} == {"zh"}
