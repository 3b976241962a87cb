"""What the turns write into the timeline, each method one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from integrations.channels.channel import InboundMessage, OutboundMessage
from integrations.gateway import language
from integrations.gateway.speech import entry_of
from integrations.rasa.payloads import BotAnswer, BotHandoff
from knowledge.clock import Clock
from knowledge.conversations import (
    handoff,
    packets,
    queries,
    timeline,
    turns,
    waiting,
)
from knowledge.conversations.models import Author, Entry, Kind
from knowledge.conversations.sentences import Sentence, say
from knowledge.conversations.timeline import NewEntry
from knowledge.conversations.turns import Begun, Next
from knowledge.database.session import Database

log = structlog.get_logger()

# Beyond the bot's own time-out: writing, and waiting for other writers.
_SLACK = timedelta(seconds=3)


@dataclass(frozen=True)
class Recorder:
    """Opens the sessions of a turn; synchronous, to be called in a thread."""

    database: Database
    clock: Clock
    bot_timeout: timedelta

    @property
    def _until(self) -> datetime:
        return self.clock() + self.bot_timeout + _SLACK

    def begin(self, message: InboundMessage) -> Begun:
        """Record the message; answer it at once if a person is being called."""
        with self.database.writing() as session:
            begun = turns.begin(
                session,
                message.conversation_id,
                text=message.text,
                message_id=message.message_id,
                until=self._until,
                at=self.clock(),
            )
            if begun.is_new and not begun.is_ours:
                waiting.answer(session, begun.entry, at=self.clock())
        return begun

    def look(self, entry: Entry) -> Next:
        """What a turn that waits does next; one that has to stop is ended here."""
        with self.database.writing() as session:
            step = turns.look(session, entry, until=self._until, at=self.clock())
            if step is Next.STOP:
                turns.finish(session, entry)
                waiting.answer(session, entry, at=self.clock())
        return step

    def speak(self, entry: Entry, answer: BotAnswer) -> None:
        """Write what the assistant says, unless a person has taken over meanwhile."""
        with self.database.writing() as session:
            if not turns.finish(session, entry):
                log.info("reply_dropped", conversation=entry.conversation_id)
                return
            understood = answer.understood
            conversation = timeline.lock(session, entry.conversation_id)
            conversation.language = understood.language or conversation.language
            for message in answer.messages:
                said = entry_of(message, answers=entry.seq, understood=understood)
                timeline.append(session, entry.conversation_id, said, at=self.clock())
            if answer.handoff is not None:
                self._call_person(session, entry, answer.handoff)

    def fail(self, entry: Entry) -> None:
        """Apologise in the customer's language, and offer the matter to a person."""
        with self.database.writing() as session:
            if not turns.finish(session, entry):
                return
            conversation = timeline.lock(session, entry.conversation_id)
            conversation.language = language.guess(entry.text, conversation.language)
            # An action may have called a person before the bot failed.
            if len(queries.exchange(session, entry.conversation_id, entry.seq)) == 1:
                words = say(Sentence.ASSISTANT_UNAVAILABLE, conversation.language)
                apology = NewEntry(
                    Author.ASSISTANT, Kind.APOLOGY, words, answers=entry.seq
                )
                timeline.append(
                    session, entry.conversation_id, apology, at=self.clock()
                )
            handoff.request(
                session,
                entry.conversation_id,
                reason="assistant_failed",
                packet=packets.build(session, entry.conversation_id, goal=entry.text),
                at=self.clock(),
                answers=entry.seq,
            )

    def _call_person(self, session: Session, entry: Entry, call: BotHandoff) -> None:
        """After the assistant's own words, in the same transaction."""
        facts = call.model_dump(exclude={"reason"})
        handoff.request(
            session,
            entry.conversation_id,
            reason=call.reason,
            packet=packets.build(session, entry.conversation_id, **facts),
            at=self.clock(),
            answers=entry.seq,
        )

    def exchange(self, entry: Entry) -> list[OutboundMessage]:
        """The customer's message and everything that answers it."""
        with self.database.reading() as session:
            found = queries.exchange(session, entry.conversation_id, entry.seq)
        return [OutboundMessage.of(each) for each in found]

    def abandoned(self) -> list[Entry]:
        """Messages whose gateway died before it answered."""
        with self.database.reading() as session:
            return turns.abandoned(session, at=self.clock())
