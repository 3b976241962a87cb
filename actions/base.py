"""The base of all actions: read the turn, respond or apologise, utter."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from typing import Any, ClassVar

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.apologies import apologise
from actions.reply import Reply
from actions.services import Services, services
from actions.turn import Turn
from knowledge.errors import KnowledgeError

log = structlog.get_logger()


# rasa-sdk registers every class without abstract methods, so this one keeps one.
class ShopAction(Action, ABC):  # type: ignore[misc]  # rasa-sdk is untyped
    """One thing the assistant can do for a customer in a turn."""

    action_name: ClassVar[str]

    def __init__(self, given: Services | None = None) -> None:
        self._given = given

    def name(self) -> str:
        """The action's name in domain.yml."""
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Called by Rasa; the work is synchronous and runs in a thread."""
        reply = await asyncio.to_thread(self._respond, tracker)
        return reply.utter(dispatcher)

    def _respond(self, tracker: Tracker) -> Reply:
        given = self._given or services()
        with given.database.reading() as session:
            turn = Turn(tracker, given, session)
            try:
                return self.respond(turn)
            except KnowledgeError as error:
                log.info("refused", action=self.action_name, code=error.code)
                return apologise(error, turn.language)

    @abstractmethod
    def respond(self, turn: Turn) -> Reply:
        """What to say and remember."""
