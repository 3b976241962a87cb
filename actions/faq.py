"""Questions that an article answers, or an honest "I don't know"."""

from __future__ import annotations

from dataclasses import replace

from actions.base import ShopAction
from actions.reply import Button, Reply, say
from actions.turn import Turn
from knowledge.conversations.models import Kind
from knowledge.faq.answering import Answer, Candidate, NoAnswer, find_answer
from knowledge.faq.certainty import Zone
from knowledge.words import label

# Below this the nearest article has nothing to do with the question.
_WORTH_OFFERING = 0.4


class AnswerQuestion(ShopAction):
    """Answers from the knowledge base, with its source and related questions."""

    action_name = "action_ask_faq"

    def respond(self, turn: Turn) -> Reply:
        """The answer, a choice of two, or the offer of a person."""
        found = look_up(turn)
        if isinstance(found, NoAnswer):
            return no_answer(turn, found)
        return give(turn, found)


def look_up(turn: Turn) -> Answer | NoAnswer:
    """What the knowledge base says to the customer's words."""
    return find_answer(
        turn.session,
        turn.services.searchers.articles,
        question=turn.text,
        language=turn.language,
    )


def give(turn: Turn, answer: Answer) -> Reply:
    """Say the answer; when unsure, ask which of two is meant."""
    after = replace(turn.dialogue, misses=0)
    if answer.zone is Zone.CHOOSE and answer.related:
        pair = (answer.title, answer.related[0].title)
        word = label("button", "person", turn.language)
        buttons = [Button(title, title) for title in (*pair, word)]
        return say(
            "utter_which_question",
            kind=Kind.QUESTION,
            buttons=buttons,
            first=pair[0],
            second=pair[1],
        ).remembering(after)
    lead = "utter_answer_other_language" if answer.other_language else "utter_answer"
    return say(
        lead,
        kind=Kind.ANSWER,
        payload={"source": _source(answer), "related": _related(answer)},
        answer=answer.text,
        title=answer.title,
    ).remembering(after)


def no_answer(turn: Turn, found: NoAnswer) -> Reply:
    """Say that the shop's articles do not tell, and offer a person."""
    word = label("button", "person", turn.language)
    near = [Button(c.title, c.title) for c in _near(found)]
    return say(
        "utter_no_answer", kind=Kind.QUESTION, buttons=[*near, Button(word, word)]
    )


def _near(found: NoAnswer) -> list[Candidate]:
    """The nearest articles are offered, not claimed; far ones would look silly."""
    return [one for one in found.candidates[:2] if one.score >= _WORTH_OFFERING]


def _source(answer: Answer) -> dict[str, object]:
    return {
        "article_id": answer.article_id,
        "title": answer.title,
        "language": answer.language,
        "other_language": answer.other_language,
    }


def _related(answer: Answer) -> list[dict[str, str]]:
    return [
        {"title": related.title, "value": related.title}
        for related in answer.related[:2]
    ]
