"""Keeps the search index up with the database: ``python -m knowledge.indexer``.

With ``--watch`` it looks a few times a second whether something changed; an edit is
live within two seconds, and nothing stands still meanwhile.
"""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.orm import Session

from knowledge.catalogue.documents import BOOSTS, documents_of
from knowledge.catalogue.models import Product
from knowledge.catalogue.queries import categories, products_by_ids
from knowledge.catalogue.search_queries import catalogue_stamp, product_moments
from knowledge.catalogue.vocabulary import make_vocabulary, write_vocabulary
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.faq.documents import documents_of_articles
from knowledge.faq.queries import shop_facts
from knowledge.faq.search_queries import articles_stamp, mark_indexed, published
from knowledge.faq.thresholds import EDITION, Thresholds
from knowledge.searchers import articles_folder, products_folder
from retrieval.documents import Document
from retrieval.embedding import Embedder, load_embedder
from retrieval.refresh import Recipe, Refreshed, refresh

Progress = Callable[[str, int, int], None]
LOOK_EVERY = 0.4  # seconds
AT_ONCE = 500  # products a query

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class IndexReport:
    """What an update of the index did."""

    products: Refreshed
    articles: Refreshed


@dataclass
class Indexer:
    """Remembers what it has seen, so that a look costs two small queries and an
    update reads only what changed."""

    database: Database
    var: Path
    embedder: Embedder | None
    progress: Progress | None = None
    _products: dict[str, tuple[Product, list[Document]]] = field(default_factory=dict)
    _seen: dict[str, Any] = field(default_factory=dict)
    _last: dict[str, Refreshed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._thresholds = Thresholds(articles_folder(self.var), self.embedder)

    def update(self) -> IndexReport:
        """Bring both collections up to date."""
        products, articles = self.update_products(), self.update_articles()
        if self._thresholds.are_old:
            self._thresholds.renew()
            articles = self.update_articles()
        return IndexReport(products, articles)

    def look(self) -> list[str]:
        """Update what changed since the last look; answers which collections."""
        with self.database.reading() as session:
            stamps = {
                "articles": articles_stamp(session),
                "products": catalogue_stamp(session),
            }
        updates = {"articles": self.update_articles, "products": self.update_products}
        changed = [name for name in updates if self._seen.get(name) != stamps[name]]
        for name in changed:
            updates[name]()
        if not changed and self._thresholds.is_due:
            self._thresholds.renew()
            self.update_articles()
        return changed

    def update_products(self) -> Refreshed:
        """The products' next generation, and the bot's vocabulary."""
        with self.database.reading() as session:
            stamp = catalogue_stamp(session)
            moments = product_moments(session)
            shelves = categories(session)
            if self._seen.get("shelves") != _shelves(shelves):
                self._products.clear()  # a category's name is part of its products
            self._read_changed(session, moments)
        for gone in set(self._products) - set(moments):
            del self._products[gone]
        self._seen |= {"products": stamp, "shelves": _shelves(shelves)}
        return self._publish_products(shelves)

    def _read_changed(self, session: Session, moments: dict[str, datetime]) -> None:
        known = {one: kept[0].updated_at for one, kept in self._products.items()}
        changed = [one for one, moment in moments.items() if known.get(one) != moment]
        for start in range(0, len(changed), AT_ONCE):
            part = changed[start : start + AT_ONCE]
            for product in products_by_ids(session, part):
                self._products[product.id] = (product, list(documents_of(product)))
            if self.progress:
                self.progress("reading products", start + len(part), len(changed))

    def update_articles(self) -> Refreshed:
        """The articles' next generation; afterwards they are marked as live."""
        with self.database.reading() as session:
            stamp = articles_stamp(session)
            revisions = published(session)
            facts = {fact.key: fact for fact in shop_facts(session)}
        done = self._refresh(
            articles_folder(self.var),
            documents_of_articles(revisions, facts),
            Recipe(
                attachments={EDITION: self._thresholds.edition},
                measure=self._thresholds.measure,
            ),
        )
        numbers = {one.article_id: one.number for one in revisions}
        with self.database.writing() as session:
            mark_indexed(session, numbers)
        self._seen["articles"] = stamp
        return done

    def _publish_products(self, shelves: list[Any]) -> Refreshed:
        on_sale = [one for one in self._products.values() if one[0].active]
        vocabulary = make_vocabulary((product for product, _ in on_sale), shelves)
        done = self._refresh(
            products_folder(self.var),
            [document for _, documents in on_sale for document in documents],
            Recipe(BOOSTS, {"vocabulary": vocabulary.to_json()}),
        )
        write_vocabulary(vocabulary, self.var / "vocabulary.json")
        return done

    def _refresh(
        self, folder: Path, documents: list[Document], recipe: Recipe
    ) -> Refreshed:
        # Taken out first: when the refresh fails, what it changed is not used again.
        last = self._last.pop(folder.name, None)
        done = refresh(
            folder,
            documents,
            self.embedder,
            recipe=recipe,
            last=last,
            progress=self.progress,
        )
        self._last[folder.name] = done
        return done


def build_index(
    database: Database, var: Path, progress: Progress | None = None
) -> IndexReport:
    """Bring the index under ``var`` up to date, once."""
    embedder = load_embedder(var / "encoder")
    return Indexer(database, var, embedder, progress).update()


def watch(indexer: Indexer, stop: threading.Event) -> None:
    """Look again and again until told to stop; a failed look is tried again."""
    while not stop.is_set():
        try:
            for name in indexer.look():
                logger.info("index_updated", collection=name)
        except Exception:
            # The database may be away for a moment; customers are served meanwhile.
            logger.exception("index_update_failed")
            stop.wait(2.0)
        stop.wait(LOOK_EVERY)


def main() -> None:
    """Update once, or keep watching."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--watch", action="store_true", help="keep looking for changes")
    arguments = parser.parse_args()
    settings = DatabaseSettings()
    database = Database(make_engine(settings))
    indexer = Indexer(database, settings.var, load_embedder(settings.var / "encoder"))
    if not arguments.watch:
        report = indexer.update()
        logger.info("index_ready", products=report.products, articles=report.articles)
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    watch(indexer, stop)


def _shelves(shelves: list[Any]) -> list[tuple[Any, ...]]:
    return [(one.id, one.name, one.synonyms, one.parent_id) for one in shelves]


if __name__ == "__main__":
    main()
