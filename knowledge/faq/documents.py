"""A published article as the documents that a question is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from knowledge.faq.facts import filled
from knowledge.faq.models import ArticleRevision, ShopFact
from retrieval.documents import Document


class Role(StrEnum):
    """What a document is of its article."""

    QUESTION = "question"
    VARIANT = "variant"
    WHOLE = "whole"  # question and answer together


def documents_of_articles(
    revisions: Iterable[ArticleRevision], facts: Mapping[str, ShopFact]
) -> list[Document]:
    """The documents of all articles, in each language that they have."""
    return [
        document for revision in revisions for document in documents_of(revision, facts)
    ]


def documents_of(
    revision: ArticleRevision, facts: Mapping[str, ShopFact]
) -> Iterator[Document]:
    """Question, phrasings and the whole of one article, a language at a time."""
    for language, answer in revision.answer.items():
        question = revision.question.get(language, "")
        if not question or not answer:
            continue
        told = filled(answer, facts, language)
        article = revision.article_id
        yield _document(article, language, Role.QUESTION, question, question)
        for phrasing in revision.variants.get(language, []):
            yield _document(article, language, Role.VARIANT, question, phrasing)
        yield _document(article, language, Role.WHOLE, question, f"{question} {told}")


def _document(
    article: str, language: str, role: Role, question: str, text: str
) -> Document:
    return Document(
        key=article,
        language=language,
        fields={"text": text},
        passage=text,
        metadata={"role": role.value, "title": question},
    )
