"""The system's own sentences exist in both languages."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from knowledge.conversations.sentences import (
    LANGUAGES,
    Sentence,
    all_sentences,
    is_go_on,
    say,
)


def test_every_key_has_a_name_and_every_name_words() -> None:
    assert set(all_sentences()) == {str(sentence) for sentence in Sentence}


@pytest.mark.parametrize("sentence", Sentence)
def test_both_languages_say_the_same_facts(sentence: Sentence) -> None:
    words = all_sentences()[sentence]
    assert set(words) == set(LANGUAGES)
    facts = [
        {name for _, name, _, _ in Formatter().parse(words[language]) if name}
        for language in LANGUAGES
    ]
    assert facts[0] == facts[1]
    assert re.search(r"[\u4e00-\u9fff]", words["zh"])


def test_the_button_is_known_in_any_language() -> None:
    for language in LANGUAGES:
        assert is_go_on(f" {say(Sentence.GO_ON, language)} ")
    assert not is_go_on("go on")
