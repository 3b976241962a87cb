"""Whatever the assistant hands over has words at the desk, in both languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from actions.tasks.definition import AGREED, EVERYWHERE, definitions
from integrations.console.wording import LANGUAGES, Wording

ROOT = Path(__file__).parents[2]
CHINESE = re.compile("[\u4e00-\u9fff]")
# Collected, but only to get on in the conversation: no facts for a colleague.
INTERNAL = {"confirmed", "identity", AGREED, "offer", "swaps_so_far"}


def collected() -> set[str]:
    """Every key under which a task may keep an answer."""
    asked = {key for task in definitions().values() for key in task.collect}
    return asked | set(EVERYWHERE)


@cache
def reasons() -> set[str]:
    """Every reason with which the code calls a person."""
    called = re.compile(
        r"(?:to_person|handoff\.request)\((?:[^()]|\([^()]*\))*?reason=\"(\w+)\""
    )
    files = [
        file
        for folder in ("actions", "knowledge", "integrations")
        for file in (ROOT / folder).rglob("*.py")
    ]
    return {
        reason for file in files for reason in called.findall(file.read_text("utf-8"))
    }


def test_the_reasons_are_found_in_the_code() -> None:
    assert reasons() >= {"asked", "danger", "task", "assistant_failed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_handed_over_has_words(language: str) -> None:
    wording = Wording(language)
    wanted = {
        "tasks": set(definitions()),
        "next_steps": set(definitions()),
        "collected": collected() - INTERNAL,
        "reasons": reasons(),
    }
    silent = {
        f"{group}.{key}"
        for group, keys in wanted.items()
        for key in keys
        if not wording.names(group, key)
    }
    assert silent == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_of_their_language_and_no_names_of_code(language: str) -> None:
    wording = Wording(language)
    for group, keys in (("tasks", definitions()), ("next_steps", definitions())):
        for key in keys:
            words = wording.one_of(group, key)
            assert "_" not in words
            assert bool(CHINESE.search(words)) == (language == "zh"), words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(INTERNAL))
def test_what_the_assistant_keeps_for_itself_is_not_shown(
    key: str, language: str
) -> None:
    assert not Wording(language).names("collected", key)
