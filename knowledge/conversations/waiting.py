"""What a customer reads when he writes while a person is being called."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.conversations import handoff, queries, timeline
from knowledge.conversations.models import Author, Entry, Kind
from knowledge.conversations.responder import Owner, ownership
from knowledge.conversations.sentences import Sentence, is_go_on, say
from knowledge.conversations.timeline import NewEntry


def answer(session: Session, entry: Entry, *, at: datetime) -> Entry | None:
    """Acknowledge the first message of each wait, or go on with the assistant.

    None when nothing has to be said: the wait was acknowledged before, or an
    agent is there.
    """
    conversation = timeline.lock(session, entry.conversation_id)
    now = ownership(session, entry.conversation_id)
    if now.owner is Owner.AGENT:
        return None
    if is_go_on(entry.text):
        withdrawn = handoff.withdraw(session, entry.conversation_id, at=at)
        return withdrawn or _still_here(session, entry, conversation.language, at)
    if now.since is None or _acknowledged(session, now.since):
        return None
    button = say(Sentence.GO_ON, conversation.language)
    acknowledgement = NewEntry(
        Author.SYSTEM,
        Kind.QUESTION,
        say(Sentence.WAITING, conversation.language),
        {"buttons": [{"title": button, "value": button}]},
        answers=entry.seq,
    )
    return timeline.append(session, entry.conversation_id, acknowledgement, at=at)


def _acknowledged(session: Session, request: Entry) -> bool:
    last = queries.last_of_kinds(
        session,
        request.conversation_id,
        kinds=[Kind.QUESTION],
        author=Author.SYSTEM,
    )
    return last is not None and last.seq > request.seq


def _still_here(session: Session, entry: Entry, language: str, at: datetime) -> Entry:
    """The button of a wait that is over was pressed."""
    words = say(Sentence.WENT_ON, language)
    said = NewEntry(Author.SYSTEM, Kind.TEXT, words, answers=entry.seq)
    return timeline.append(session, entry.conversation_id, said, at=at)
