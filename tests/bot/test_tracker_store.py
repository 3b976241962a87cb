"""A conversation is the same after a restart, and its row stays small."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import KEPT_TURNS, CompactTrackerStore

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
slots:
  language: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  dialogue: {type: any, influence_conversation: false, mappings: [{type: custom}]}
"""
)


@pytest.fixture
def store(var: Path) -> CompactTrackerStore:
    return CompactTrackerStore(DOMAIN)


def _turn(tracker: DialogueStateTracker, number: int) -> None:
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered(f"message {number}", {"name": "greet"}))
    tracker.update(SlotSet("dialogue", {"asking": {"turn": number}, "tasks": []}))


def _after_turns(store: CompactTrackerStore, turns: int) -> DialogueStateTracker:
    """Talk for some turns, through the store each time, then read it anew."""
    for number in range(turns):
        tracker = asyncio.run(store.get_or_create_tracker("c1"))
        if number == 0:
            tracker.update(SlotSet("language", "zh"))
        _turn(tracker, number)
        asyncio.run(store.save(tracker))
    found = asyncio.run(CompactTrackerStore(DOMAIN).retrieve("c1"))
    assert found is not None
    return found


@pytest.mark.parametrize("turns", [KEPT_TURNS, KEPT_TURNS + 1, 20])
def test_every_slot_survives(store: CompactTrackerStore, turns: int) -> None:
    found = _after_turns(store, turns)
    assert found.get_slot("language") == "zh"
    assert found.get_slot("dialogue") == {"asking": {"turn": turns - 1}, "tasks": []}
    assert found.latest_message is not None
    assert found.latest_message.text == f"message {turns - 1}"


def test_only_the_last_turns_are_kept(store: CompactTrackerStore) -> None:
    found = _after_turns(store, 20)
    said = [event.text for event in found.events if isinstance(event, UserUttered)]
    assert said == [f"message {20 - KEPT_TURNS + i}" for i in range(KEPT_TURNS)]


def test_an_unknown_conversation_is_none(store: CompactTrackerStore) -> None:
    assert asyncio.run(store.retrieve("nobody")) is None


def test_conversations_are_listed(store: CompactTrackerStore) -> None:
    _after_turns(store, 1)
    assert list(asyncio.run(store.keys())) == ["c1"]
