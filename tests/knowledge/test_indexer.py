from __future__ import annotations

import json
import threading
import time
from pathlib import Path

from knowledge.catalogue.models import Product, Variant
from knowledge.catalogue.search import search_products
from knowledge.database.session import Database
from knowledge.faq.models import Article, ArticleRevision
from knowledge.indexer import Indexer, watch
from knowledge.searchers import articles_folder, products_folder
from retrieval.searcher import Query, Searcher
from retrieval.testing import HashEmbedder
from tests.conftest import NOW


def _publish(database: Database, question: str) -> None:
    with database.writing() as session:
        revision = ArticleRevision(
            number=1,
            question={"en": question},
            answer={"en": "Yes."},
            author="editor",
            created_at=NOW,
        )
        session.add(
            Article(
                id="article",
                category="help",
                published_revision=1,
                updated_at=NOW,
                revisions=[revision],
            )
        )


def _sell(database: Database, name: str, price: int = 1000) -> None:
    with database.writing() as session:
        session.merge(
            Product(
                id=name,
                name={"en": name},
                brand="Acme",
                updated_at=NOW,
                variants=[Variant(id=name, price=price, stock=1)],
            )
        )


def test_published_articles_are_found_and_marked(
    database: Database, tmp_path: Path
) -> None:
    _publish(database, "Do you gift wrap?")

    Indexer(database, tmp_path, HashEmbedder()).update()

    hits = Searcher(articles_folder(tmp_path)).search(Query("gift wrap"))
    assert [hit.key for hit in hits] == ["article"]
    with database.reading() as session:
        article = session.get(Article, "article")
        assert article is not None
        assert article.indexed_revision == 1


def test_withdrawn_articles_leave(database: Database, tmp_path: Path) -> None:
    _publish(database, "Do you gift wrap?")
    indexer = Indexer(database, tmp_path, HashEmbedder())
    indexer.update()
    with database.writing() as session:
        article = session.get(Article, "article")
        assert article is not None
        article.published_revision = None

    indexer.update()

    assert Searcher(articles_folder(tmp_path)).snapshot.heads == []
    with database.reading() as session:
        article = session.get(Article, "article")
        assert article is not None
        assert article.indexed_revision is None


def test_a_look_without_changes_does_nothing(
    database: Database, tmp_path: Path
) -> None:
    _sell(database, "mug")
    indexer = Indexer(database, tmp_path, HashEmbedder())

    assert indexer.look() == ["articles", "products"]
    assert indexer.look() == []


def test_the_bots_vocabulary_is_written(database: Database, tmp_path: Path) -> None:
    _sell(database, "Blue Mug")

    Indexer(database, tmp_path, None).update()

    written = json.loads((tmp_path / "vocabulary.json").read_text("utf-8"))
    assert set(written) == {"brand", "category", "colour", "product"}
    assert written["brand"]["Acme"] == ["Acme"]
    assert "红色" in written["colour"]["red"]
    assert written["product"]["Blue Mug"] == ["Blue Mug"]


def test_a_change_is_live_within_two_seconds(
    database: Database, tmp_path: Path
) -> None:
    _sell(database, "mug")
    stop = threading.Event()
    indexer = Indexer(database, tmp_path, HashEmbedder())
    watcher = threading.Thread(target=watch, args=(indexer, stop))
    searcher = Searcher(products_folder(tmp_path), HashEmbedder())
    watcher.start()
    try:
        _wait_for(database, searcher, "mug", 5.0)
        _sell(database, "teapot")
        _wait_for(database, searcher, "teapot", 2.0)
    finally:
        stop.set()
        watcher.join()


def _wait_for(
    database: Database, searcher: Searcher, name: str, seconds: float
) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with database.reading() as session:
            found = search_products(session, searcher, text=name, language="en")
        if not found.nothing_like_that and found.hits[0].product.id == name:
            return
        time.sleep(0.02)
    raise AssertionError(f"{name} was not found within {seconds} s")
