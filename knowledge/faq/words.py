"""The words of an article, tidied and checked before they become a revision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.database.base import Localised
from knowledge.faq.errors import (
    ArticleEmpty,
    ArticleIncomplete,
    ArticleTooLong,
    FactsUnknown,
)

LANGUAGES = ("en", "zh")
LONGEST_QUESTION = 300
LONGEST_ANSWER = 6000
MOST_VARIANTS = 40

_FACT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Words:
    """What one revision says, in each language that it has."""

    question: Localised
    answer: Localised
    variants: dict[str, list[str]] = field(default_factory=dict)

    def tidied(self) -> Words:
        """Without blanks around, empty languages, and variants said twice."""
        variants = {
            language: _unlike(said, self.question.get(language, ""))
            for language, said in self.variants.items()
        }
        return Words(
            question=_filled(self.question),
            answer=_filled(self.answer),
            variants={language: said for language, said in variants.items() if said},
        )

    def facts(self) -> frozenset[str]:
        """The keys that the answers refer to as ``{{key}}``."""
        return frozenset(
            key for answer in self.answer.values() for key in _FACT.findall(answer)
        )


def check_can_be_saved(words: Words, *, known_facts: Iterable[str]) -> None:
    """A draft may be incomplete, but must say what it is about and name real facts."""
    if not words.question:
        raise ArticleEmpty()
    _check_lengths(words)
    unknown = sorted(words.facts() - set(known_facts))
    if unknown:
        raise FactsUnknown(keys=unknown)


def check_can_be_published(words: Words, *, known_facts: Iterable[str]) -> None:
    """A published article has question and answer in both languages."""
    missing = [
        f"{part}.{language}"
        for language in LANGUAGES
        for part, said in (("question", words.question), ("answer", words.answer))
        if not said.get(language)
    ]
    if missing:
        raise ArticleIncomplete(missing=missing)
    check_can_be_saved(words, known_facts=known_facts)


def _check_lengths(words: Words) -> None:
    questions = [*words.question.values()]
    for said in words.variants.values():
        if len(said) > MOST_VARIANTS:
            raise ArticleTooLong(field="variants", limit=MOST_VARIANTS)
        questions += said
    if any(len(question) > LONGEST_QUESTION for question in questions):
        raise ArticleTooLong(field="question", limit=LONGEST_QUESTION)
    if any(len(answer) > LONGEST_ANSWER for answer in words.answer.values()):
        raise ArticleTooLong(field="answer", limit=LONGEST_ANSWER)


def _filled(said: Mapping[str, str]) -> Localised:
    return {language: text.strip() for language, text in said.items() if text.strip()}


def _unlike(said: Iterable[str], question: str) -> list[str]:
    seen = {question.strip().casefold()}
    kept = []
    for text in (line.strip() for line in said):
        if text and text.casefold() not in seen:
            seen.add(text.casefold())
            kept.append(text)
    return kept
