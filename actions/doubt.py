"""Messages that were not understood, or seem to be none of the shop's business.

Before the assistant says so, it looks at the evidence that the words themselves
give: an article that answers, a thing the shop sells, a thing the customer bought.
"""

from __future__ import annotations

from dataclasses import replace

from actions.base import ShopAction
from actions.catalogue import search
from actions.faq import give, look_up, no_answer
from actions.kinds.order import named_orders
from actions.product_details import describe
from actions.products import meant_by_name
from actions.reply import Button, Reply, say
from actions.tasks import engine
from actions.tasks.definition import definitions, started_by
from actions.turn import Turn
from knowledge.conversations.models import Kind
from knowledge.faq.answering import Answer, NoAnswer
from knowledge.faq.certainty import Zone
from knowledge.words import has_label, label

PERSON_AFTER = 2  # messages in a row that were not understood
SURELY_OUTSIDE = 0.9
LIKELY = 0.25  # a reading that is worth a button
POSSIBLE = 0.05  # an intent ranked lower is no explanation of the words
_ABOUT_ORDERS = ("track_parcel", "check_order_status")


class NotUnderstood(ShopAction):
    """The message was not understood well enough to act on."""

    action_name = "action_not_understood"

    def respond(self, turn: Turn) -> Reply:
        """What the evidence suggests; else help, and a person at the second time."""
        return not_understood(turn)


class OutOfScope(ShopAction):
    """The message seems to be none of the shop's business."""

    action_name = "action_out_of_scope"

    def respond(self, turn: Turn) -> Reply:
        """Say so, unless the words speak of something that the shop has."""
        found = look_up(turn)
        if turn.confidence >= SURELY_OUTSIDE:
            # An article that has just been written may answer all the same.
            if isinstance(found, Answer) and found.zone is Zone.ANSWER:
                return give(turn, found)
            return say("utter_out_of_scope")
        known = _from_evidence(turn, found)
        if known is not None:
            return known
        likely = _likely(turn)
        if likely:
            return _ask_which(turn, likely)
        if isinstance(found, Answer) or _may_be_a_question(turn):
            return _admit(turn, found)
        return say("utter_out_of_scope")


def not_understood(turn: Turn) -> Reply:
    """Try the evidence; after two misses in a row offer a person."""
    found: Answer | NoAnswer = NoAnswer(())
    if turn.text.strip():
        found = look_up(turn)
    known = _from_evidence(turn, found)
    if known is not None:
        return known
    misses = turn.dialogue.misses + 1
    after = replace(turn.dialogue, misses=misses)
    if misses >= PERSON_AFTER:
        return offer_person(turn).remembering(after)
    likely = _likely(turn)
    if likely:
        asked = _ask_which(turn, likely)
        return asked if asked.dialogue else asked.remembering(after)
    if isinstance(found, Answer):
        return give(turn, found).remembering(after)
    return say("utter_not_understood").remembering(after)


def offer_person(turn: Turn, response: str = "utter_offer_person") -> Reply:
    """A way out: a button that calls a person."""
    word = label("button", "person", turn.language)
    return say(response, kind=Kind.QUESTION, buttons=[Button(word, word)])


def _from_evidence(turn: Turn, found: Answer | NoAnswer) -> Reply | None:
    if isinstance(found, Answer) and found.zone is Zone.ANSWER:
        return give(turn, found)
    if named_orders(turn):
        return _about_order(turn)
    product = meant_by_name(turn)
    if product is not None:
        return describe(turn, product)
    if turn.value("brand") or turn.value("product"):
        return search(turn, text=turn.text, constraints=None)
    return None


def _about_order(turn: Turn) -> Reply:
    """Something that the customer bought: the likelier of parcel and status."""
    likely = [name for name, _ in turn.ranking if name in _ABOUT_ORDERS]
    definition = started_by(likely[0]) if likely else None
    return engine.start(turn, definition or definitions()["check_order_status"])


def _likely(turn: Turn) -> list[str]:
    """The intents that the customer may have, the likeliest first."""
    return [
        intent
        for intent, chance in turn.ranking
        if chance >= LIKELY and has_label("wish", intent)
    ][:2]


def _ask_which(turn: Turn, likely: list[str]) -> Reply:
    """Two close readings are asked about, not guessed; looking costs nothing."""
    if likely[0] == "search_product":
        return search(turn, text=turn.text, constraints=None)
    readings = [label("wish", intent, turn.language) for intent in likely]
    person = label("button", "person", turn.language)
    return say(
        "utter_which_wish",
        kind=Kind.QUESTION,
        buttons=[Button(words, words) for words in (*readings, person)],
        listing="\n".join(f"{n}. {words}" for n, words in enumerate(readings, 1)),
    )


def _may_be_a_question(turn: Turn) -> bool:
    chances = dict(turn.ranking)
    return chances.get("ask_faq", 0.0) >= POSSIBLE


def _admit(turn: Turn, found: Answer | NoAnswer) -> Reply:
    """A question to the shop that no article answers for certain."""
    if isinstance(found, Answer):
        return give(turn, found)
    return no_answer(turn, found)
