"""A small help centre in both languages, and a searcher over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.database.session import Database
from knowledge.faq.models import Article, ArticleRevision, ShopFact
from knowledge.indexer import Indexer
from knowledge.searchers import articles_folder
from retrieval.searcher import Searcher
from retrieval.testing import HashEmbedder
from tests.conftest import NOW


def an_article(
    name: str,
    question: dict[str, str],
    answer: dict[str, str],
    variants: dict[str, list[str]] | None = None,
) -> Article:
    """A published article."""
    revision = ArticleRevision(
        number=1,
        question=question,
        answer=answer,
        variants=variants or {},
        author="editor",
        created_at=NOW,
    )
    return Article(
        id=name,
        category="help",
        published_revision=1,
        updated_at=NOW,
        revisions=[revision],
    )


@pytest.fixture
def help_centre(database: Database) -> Database:
    """Returns in both languages, invoices in Chinese only, paying in English only."""
    with database.writing() as session:
        session.add(
            ShopFact(
                key="return_window",
                kind="days",
                value=30,
                label={"en": "Return window", "zh": "退货期限"},
                updated_at=NOW,
            )
        )
        session.add_all(
            [
                an_article(
                    "returns",
                    {"en": "How do I return an item?", "zh": "怎么退货？"},
                    {
                        "en": "You have {{return_window}} to send it back.",
                        "zh": "签收后 {{return_window}}内可以退货。",
                    },
                    {"en": ["send something back"], "zh": ["我要退货", "退货流程"]},
                ),
                an_article(
                    "invoice",
                    {"zh": "怎么开发票？"},
                    {"zh": "在订单页申请电子发票。"},
                ),
                an_article(
                    "payment",
                    {"en": "Which payment methods can I use?"},
                    {"en": "Cards and PayPal."},
                ),
            ]
        )
    return database


@pytest.fixture
def answers(help_centre: Database, tmp_path: Path) -> Searcher:
    """Over the index of the help centre."""
    embedder = HashEmbedder()
    Indexer(help_centre, tmp_path, embedder).update()
    return Searcher(articles_folder(tmp_path), embedder)
