"""Articles come in through the knowledge base's own rules, and are live at once."""

from __future__ import annotations

from typing import Any

from knowledge.database.session import Database
from knowledge.faq.models import Article, ArticleRevision
from knowledge.importing.articles import ArticleKeeper, ArticleRow
from knowledge.importing.batches import Batches
from knowledge.importing.report import Report
from tests.knowledge.importing.rows import count, rows

RETURNS: dict[str, Any] = {
    "id": "returns",
    "category": "returns",
    "question": {"en": "Can I return it?", "zh": "可以退货吗？"},
    "answer": {"en": "Within 30 days.", "zh": "30 天内可以。"},
    "variants": {"en": ["How do I send it back?"]},
}


def load(database: Database, *values: dict[str, Any]) -> Report:
    return Batches(database, ArticleRow, ArticleKeeper()).run(rows(*values))


def test_an_article_is_published(database: Database) -> None:
    assert load(database, RETURNS).imported == 1
    with database.reading() as session:
        article = session.get_one(Article, "returns")
        assert article.published_revision == 1
        assert article.revisions[0].variants == {"en": ["How do I send it back?"]}


def test_again_unchanged_and_changed_a_new_revision(database: Database) -> None:
    load(database, RETURNS)
    assert load(database, RETURNS).unchanged == 1
    answer = {"en": "Within 14 days.", "zh": "14 天内可以。"}
    assert load(database, {**RETURNS, "answer": answer}).updated == 1
    with database.reading() as session:
        assert session.get_one(Article, "returns").published_revision == 2
    assert count(database, ArticleRevision) == 2


def test_csv_columns(database: Database) -> None:
    report = load(
        database,
        {
            "id": "hours",
            "question_en": "When are you open?",
            "question_zh": "几点开门？",
            "answer_en": "Nine to six.",
            "answer_zh": "九点到六点。",
            "variants_en": "opening hours | are you open now",
        },
    )
    assert report.errors == []
    with database.reading() as session:
        revision = session.get_one(Article, "hours").revisions[0]
        assert revision.variants == {"en": ["opening hours", "are you open now"]}


def test_a_broken_rule_is_said_and_nothing_of_the_row_stays(
    database: Database,
) -> None:
    answer = {"en": "It costs {{nothing_known}}.", "zh": "{{nothing_known}}"}
    report = load(database, {**RETURNS, "answer": answer})
    assert "nothing_known" in report.errors[0].error
    assert count(database, Article) == 0
