"""A customer who talks to the actions directly, without Rasa between."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.registry import all_actions
from actions.services import Services
from actions.settings import ActionSettings
from knowledge.database.session import Database
from knowledge.searchers import open_searchers
from tests.builders import NOW, a_conversation


@dataclass
class Talk:
    """Says something with a given understanding; keeps the slots as Rasa would."""

    services: Services
    language: str = "en"
    dialogue: dict[str, Any] | None = None
    said: list[dict[str, Any]] = field(default_factory=list)
    ranking: list[tuple[str, float]] = field(default_factory=list)

    def __call__(
        self,
        action: str,
        text: str = "",
        *,
        intent: str = "inform",
        confidence: float = 0.9,
        **entities: Any,
    ) -> list[str]:
        """Run the action for this message; the names of the responses it utters."""
        actions = {one.name(): one for one in all_actions(self.services)}
        dispatcher = CollectingDispatcher()
        events = asyncio.run(
            actions[action].run(
                dispatcher, self._tracker(text, intent, confidence, entities), {}
            )
        )
        for event in events:
            if event["event"] == "slot" and event["name"] == "dialogue":
                self.dialogue = event["value"]
        self.said = dispatcher.messages
        return [message["response"] for message in self.said]

    def _tracker(
        self, text: str, intent: str, confidence: float, entities: dict[str, Any]
    ) -> Tracker:
        found = [
            {"entity": name, "value": value, "start": 0, "end": 0}
            for name, value in entities.items()
        ]
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "entities": found,
            "intent_ranking": [
                {"name": name, "confidence": chance} for name, chance in self.ranking
            ],
        }
        slots = {"dialogue": self.dialogue, "language": self.language}
        return Tracker("c1", slots, message, [], False, None, {}, "action_listen")


@pytest.fixture
def talk(database: Database, tmp_path: Path) -> Talk:
    """A conversation with somebody unknown."""
    with database.writing() as session:
        session.add(a_conversation())
    services = Services(
        database=database,
        searchers=open_searchers(tmp_path),
        settings=ActionSettings(var=tmp_path),
        clock=lambda: NOW,
    )
    return Talk(services)
