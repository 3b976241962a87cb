"""The searchers of a process, over the index that the indexer keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.catalogue.recommendations import rows_by_key
from knowledge.catalogue.shelf import Shelf
from knowledge.database.settings import DatabaseSettings
from retrieval.embedding import Embedder, load_embedder
from retrieval.lexical import LexicalSimilarity
from retrieval.searcher import Searcher
from retrieval.snapshot import Snapshot
from retrieval.spelling import Speller


@dataclass(frozen=True)
class Searchers:
    """One searcher a collection, and the encoder that they share."""

    products: Searcher
    articles: Searcher
    embedder: Embedder | None


def open_searchers(var: Path | None = None) -> Searchers:
    """Searchers over ``var/index``; there need be no index yet."""
    var = var or DatabaseSettings().var
    embedder = load_embedder(var / "encoder")
    return Searchers(
        products=Searcher(products_folder(var), embedder, warm=_warm_products),
        articles=Searcher(articles_folder(var), embedder, warm=_warm_articles),
        embedder=embedder,
    )


def _warm_products(snapshot: Snapshot) -> None:
    for derive in (Shelf.of, LexicalSimilarity.of, Speller.of, rows_by_key):
        derive(snapshot)


def _warm_articles(snapshot: Snapshot) -> None:
    LexicalSimilarity.of(snapshot)


def products_folder(var: Path) -> Path:
    """Where the generations of the catalogue's index are."""
    return var / "index" / "products"


def articles_folder(var: Path) -> Path:
    """Where the generations of the articles' index are."""
    return var / "index" / "articles"
