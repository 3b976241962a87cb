"""What customers think of the service."""

from __future__ import annotations

from actions.dialogue import OpenTask
from actions.reply import Reply, say
from actions.tasks.effects import effect
from actions.turn import Turn
from knowledge.conversations import timeline
from knowledge.conversations.models import Audience, Author, Kind
from knowledge.conversations.timeline import NewEntry

SATISFIED = 4


@effect("record_rating")
def record_rating(turn: Turn, task: OpenTask) -> Reply:
    """Keep the mark and the words in the timeline, for the staff to read."""
    mark: int = task.collected["mark"]
    comment = task.collected.get("comment") or ""
    entry = NewEntry(
        Author.CUSTOMER,
        Kind.NOTE,
        text=f"★{mark} {comment}".strip(),
        payload={"rating": mark, "comment": comment},
        audience=Audience.STAFF,
    )
    with turn.writing() as session:
        timeline.append(session, turn.conversation_id, entry, at=turn.services.clock())
    return say("utter_rating_thanks" if mark >= SATISFIED else "utter_rating_sorry")
