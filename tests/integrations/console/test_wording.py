"""The words of the interface, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import integrations.console
from integrations.console.wording import LANGUAGES, Wording, table
from knowledge.conversations import errors as conversation_errors
from knowledge.errors import KnowledgeError
from knowledge.faq import errors as faq_errors
from knowledge.faq.errors import ArticleIncomplete
from knowledge.faq.queries import ArticleStatus
from knowledge.staff import errors as staff_errors
from knowledge.staff.models import Role

_HERE = Path(integrations.console.__file__).parent
# wording("a.b") and wording(f"a.{x}"), however the object is called.
_USED = re.compile(r"[wW]ording(?:_of\(request\))?\(\s*(f?)\"([a-z_]+\.[a-z_.{}]+)\"")


def test_both_languages_have_the_same_keys() -> None:
    assert set(table("en")) == set(table("zh"))


def test_both_languages_use_the_same_facts() -> None:
    def facts(words: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(words) if name}

    different = [
        key
        for key, words in table("en").items()
        if facts(words) != facts(table("zh")[key])
    ]
    assert different == []


def test_every_key_that_a_page_uses_exists() -> None:
    keys = set(table("en"))
    missing = []
    for path in _HERE.rglob("*.py"):
        for is_pattern, key in _USED.findall(path.read_text(encoding="utf-8")):
            stem = key.split("{")[0]
            found = any(k.startswith(stem) for k in keys) if is_pattern else key in keys
            if not found:
                missing.append((path.name, key))
    assert missing == []


@pytest.mark.parametrize("module", [staff_errors, faq_errors, conversation_errors])
def test_every_refusal_has_a_sentence_of_its_own(module: object) -> None:
    errors = [
        each
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, KnowledgeError)
        and each.__module__ == module.__name__  # type: ignore[attr-defined]  # a module
    ]
    assert errors
    for language in LANGUAGES:
        silent = [
            e.__name__ for e in errors if f"errors.{e().code}" not in table(language)
        ]
        assert silent == []


def test_states_and_roles_have_words() -> None:
    for language in LANGUAGES:
        words = table(language)
        assert all(f"status.{status}" in words for status in ArticleStatus)
        assert all(f"roles.{role}" in words for role in Role)


def test_a_refusal_names_its_facts_in_the_language() -> None:
    refusal = ArticleIncomplete(missing=["question.zh", "answer.zh"])
    assert Wording("en").refusal(refusal) == (
        "Before it can be published, it still needs "
        "the Chinese question, the Chinese answer."
    )
    assert Wording("zh").refusal(refusal) == "发布前还需补充：中文问题、中文答案。"


def test_an_unknown_refusal_still_says_something() -> None:
    assert Wording("en").refusal(KnowledgeError()) == (
        "That did not work. Please try again."
    )


def test_a_value_without_words_is_shown_readably() -> None:
    assert Wording("zh").one_of("reasons", "low_battery") == "low battery"
    assert Wording("xx").language == "en"
