"""A question to the article that answers it, or the admission that none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.database.base import in_language
from knowledge.faq.certainty import Zone, calibration_of, features
from knowledge.faq.facts import fill_facts
from knowledge.faq.models import ArticleRevision
from knowledge.faq.scoring import Scored, score_articles
from knowledge.faq.search_queries import published_article
from knowledge.lexicon import in_chinese, in_english
from retrieval.searcher import Searcher
from retrieval.words import has_han

RELATED = 2
# A translated question is a little less trustworthy than one in its own language.
TRANSLATED = 0.85


@dataclass(frozen=True)
class Candidate:
    """An article that might answer; ``score`` is its chance of being right, 0..1."""

    article_id: str
    title: str
    score: float
    language: str


@dataclass(frozen=True)
class Answer:
    """An article's words. ``other_language`` says that it lacks the customer's."""

    article_id: str
    title: str
    text: str
    score: float
    language: str
    other_language: bool
    zone: Zone
    related: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class NoAnswer:
    """Nothing that is sure enough; the nearest articles, for agents and previews."""

    candidates: tuple[Candidate, ...] = ()


def find_answer(
    session: Session, searcher: Searcher, *, question: str, language: str
) -> Answer | NoAnswer:
    """The published answer to a question, in the customer's language if there is one.

    The words asked in are what is compared, whatever language the customer reads.
    """
    ranking = rank_articles(searcher, question)
    if not ranking:
        return NoAnswer()
    zone, candidates = ranking
    for place, candidate in enumerate(candidates):
        if zone is Zone.UNKNOWN:
            break
        answer = answer_of(session, candidate.article_id, language=language)
        if answer is not None:
            others = candidates[place + 1 :]
            return _told(answer, candidate, zone, _related(session, others))
        zone = Zone.CHOOSE  # the best was withdrawn a moment ago
    return NoAnswer(candidates=tuple(candidates))


def rank_articles(
    searcher: Searcher, question: str
) -> tuple[Zone, list[Candidate]] | None:
    """The zone of the best article, and the articles by their chance of being right."""
    asked = "zh" if has_han(question) else "en"
    other = "en" if asked == "zh" else "zh"
    own = _judged(searcher, question, asked)
    translated = in_english(question) if asked == "zh" else in_chinese(question)
    across = _judged(searcher, translated, other) if translated else None
    snapshot = searcher.snapshot
    both = {head.key for head in snapshot.heads if head.language == asked}
    if across:
        # Where an article has words in the language asked in, those decide.
        missing = [one for one in across[1] if one.article_id not in both]
        if missing and (not own or missing[0].score * TRANSLATED > own[1][0].score):
            return across[0], missing
    return own


def answer_of(session: Session, article_id: str, *, language: str) -> Answer | None:
    """The published words of one article; None when it is not published."""
    revision = published_article(session, article_id)
    if revision is None:
        return None
    has = _language_of(revision, language)
    text = fill_facts(session, revision.answer[has], has)
    return Answer(
        article_id=article_id,
        title=in_language(revision.question, has),
        text=text,
        score=1.0,
        language=has,
        other_language=has != language,
        zone=Zone.ANSWER,
    )


def _judged(
    searcher: Searcher, question: str, language: str
) -> tuple[Zone, list[Candidate]] | None:
    found = score_articles(searcher, question, language)
    if not found:
        return None
    snapshot = searcher.snapshot
    meant = searcher.vector(question, language, snapshot) is not None
    model = calibration_of(snapshot, language, by_meaning=meant)
    chance = model.chance(features(found))
    return model.zone(chance), _candidates(found, chance)


def _candidates(found: Sequence[Scored], chance: float) -> list[Candidate]:
    best = found[0].score or 1.0
    return [
        Candidate(
            article_id=one.article_id,
            title=one.title,
            score=round(chance * one.score / best, 4),
            language=one.language,
        )
        for one in found
    ]


def _told(
    answer: Answer, candidate: Candidate, zone: Zone, related: tuple[Candidate, ...]
) -> Answer:
    return Answer(
        article_id=answer.article_id,
        title=answer.title,
        text=answer.text,
        score=candidate.score,
        language=answer.language,
        other_language=answer.other_language,
        zone=zone,
        related=related,
    )


def _related(
    session: Session, candidates: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    there = (one for one in candidates if published_article(session, one.article_id))
    return tuple(one for one, _ in zip(there, range(RELATED), strict=False))


def _language_of(revision: ArticleRevision, language: str) -> str:
    if revision.answer.get(language):
        return language
    return next((one for one, text in revision.answer.items() if text), language)
