"""Parcels: where they are, and what to do when something is odd."""

from __future__ import annotations

from dataclasses import dataclass

from actions.cards import parcel_line, parcel_payload
from actions.dialogue import OpenTask
from actions.kinds.order import order_of_task
from actions.orders import seen_order
from actions.reply import Button, Reply, Say, say
from actions.tasks.effects import effect
from actions.turn import Turn
from knowledge.conversations.models import Kind
from knowledge.database.base import in_language
from knowledge.shipments.service import Condition, Parcel, parcels_of
from knowledge.words import day, label

# The parcel that needs attention most decides what is said first.
_WORST_FIRST = (
    Condition.LOST,
    Condition.EXCEPTION,
    Condition.FAILED_ATTEMPT,
    Condition.STALLED,
    Condition.LATE,
    Condition.RETURNED,
    Condition.OUT_FOR_DELIVERY,
    Condition.ON_TIME,
    Condition.UNKNOWN,
    Condition.DELIVERED,
)
_NEED_A_PERSON = (
    Condition.LOST,
    Condition.EXCEPTION,
    Condition.FAILED_ATTEMPT,
    Condition.STALLED,
)


@dataclass(frozen=True)
class _Story:
    number: str
    parcels: list[Parcel]
    worst: Parcel


@effect("track_parcel")
def track_parcel(turn: Turn, task: OpenTask) -> Reply:
    """Every parcel of an order, the one that needs attention first in words."""
    order = order_of_task(turn, task)
    parcels = parcels_of(turn.session, order=order, at=turn.services.clock())
    worst = min(parcels, key=lambda parcel: _WORST_FIRST.index(parcel.condition))
    story = _Story(order.id, parcels, worst)
    return Reply(says=(_headline(turn, story),), dialogue=seen_order(turn, order))


def _headline(turn: Turn, story: _Story) -> Say:
    language = turn.language
    several = len(story.parcels) > 1
    response = "utter_parcels" if several else f"utter_parcel_{story.worst.condition}"
    (headline,) = say(
        response,
        kind=Kind.PARCELS,
        payload={
            "parcels": [parcel_payload(parcel, language) for parcel in story.parcels]
        },
        buttons=_person_button(turn, story),
        number=story.number,
        count=len(story.parcels),
        listing="\n".join(
            f"{place}. {parcel_line(parcel, language)}"
            for place, parcel in enumerate(story.parcels, start=1)
        ),
        **_facts(story.worst, language),
    ).says
    return headline


def _facts(parcel: Parcel, language: str) -> dict[str, str]:
    shipment, event = parcel.shipment, parcel.last_event
    expected = shipment.expected_at
    delivered = shipment.delivered_at
    return {
        "carrier": shipment.carrier,
        "tracking_number": shipment.tracking_number,
        "expected": day(expected, language) if expected else "—",
        "delivered": day(delivered, language) if delivered else "—",
        "event": in_language(event.description, language) if event else "—",
        "place": in_language(event.place, language) if event else "",
        "event_date": day(event.at, language) if event else "—",
    }


def _person_button(turn: Turn, story: _Story) -> list[Button]:
    if story.worst.condition not in _NEED_A_PERSON:
        return []
    word = label("button", "person", turn.language)
    return [Button(word, word)]
