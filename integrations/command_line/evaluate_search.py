"""``shopkeeper evaluate search``: product search by other people's judgments."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from integrations.command_line.evaluation_files import (
    Judged,
    guess,
    read_catalogue,
    read_judged,
)
from integrations.command_line.evaluation_report import keep_logs_out, print_report
from integrations.command_line.running.errors import Stopped
from integrations.command_line.running.reporter import Reporter
from knowledge.catalogue.documents import BOOSTS, documents_of_products
from knowledge.catalogue.search import find_products
from knowledge.catalogue.vocabulary import make_vocabulary
from knowledge.database.settings import DatabaseSettings
from retrieval.embedding import Embedder, load_embedder
from retrieval.evaluation import bootstrap, ndcg, percentiles, recall
from retrieval.refresh import Recipe, refresh
from retrieval.searcher import Query, Searcher

DEPTH = 10
RECALL_DEPTH = 100

Rank = Callable[[str], tuple[list[str], bool]]

CatalogueFile = Annotated[Path, typer.Option("--catalogue", help=".jsonl, .csv, .gz")]
QueriesFile = Annotated[
    Path, typer.Option("--queries", help="{query, judgments: {id: 0..3}} a line")
]
Language = Annotated[str, typer.Option("--language", help="Only en or only zh.")]
Worst = Annotated[int, typer.Option("--worst", help="List so many worst queries.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(search)


def search(
    catalogue: CatalogueFile,
    queries: QueriesFile,
    language: Language = "",
    worst: Worst = 0,
    as_json: AsJson = False,
) -> None:
    """Rank a catalogue for judged queries: ours, words alone, meaning alone."""
    keep_logs_out()
    judged = [one for one in read_judged(queries) if language in ("", guess(one.query))]
    if not judged:
        raise Stopped(f"{queries} has no query in the language {language}.")
    embedder = load_embedder(DatabaseSettings().var / "encoder")
    with tempfile.TemporaryDirectory(prefix="shopkeeper-search-") as scratch:
        searcher, facts = _index(catalogue, Path(scratch), embedder)
        ways: dict[str, Rank] = {
            "hybrid": _ours(searcher),
            "bm25": _alone(searcher, 1.0),
        }
        if embedder:
            ways["vectors"] = _alone(searcher, 0.0)
        measured = {name: _measure(rank, judged) for name, rank in ways.items()}
    report = {"queries": len(judged), **facts, **_merged(measured)}
    if worst:
        by_score = sorted(measured["hybrid"]["each"], key=lambda one: one[1])
        report["worst"] = [{"query": q, "ndcg@10": s} for q, s in by_score[:worst]]
    print_report(report, as_json=as_json, table=_table(measured))


def _index(
    file: Path, folder: Path, embedder: Embedder | None
) -> tuple[Searcher, dict[str, Any]]:
    with Reporter().working("Reading the catalogue"):
        found = read_catalogue(file)
    begun = time.perf_counter()
    vocabulary = make_vocabulary(found.products, found.categories.values())
    with Reporter().working("Building a scratch index") as tell:
        refresh(
            folder,
            documents_of_products(found.products),
            embedder,
            recipe=Recipe(BOOSTS, {"vocabulary": vocabulary.to_json()}),
            progress=tell,
        )
    facts = {
        "products": len(found.products),
        "encoder": embedder.name if embedder else None,
        "build_seconds": round(time.perf_counter() - begun, 1),
    }
    return Searcher(folder, embedder), facts


def _ours(searcher: Searcher) -> Rank:
    def _rank(query: str) -> tuple[list[str], bool]:
        found = find_products(searcher, text=query, language=guess(query))
        return list(found.ids[:RECALL_DEPTH]), found.nothing_like_that

    return _rank


def _alone(searcher: Searcher, weight: float) -> Rank:
    def _rank(query: str) -> tuple[list[str], bool]:
        hits = searcher.search(
            Query(query, guess(query), weight=weight), limit=RECALL_DEPTH
        )
        return [one.key for one in hits], False

    return _rank


def _measure(rank: Rank, judged: Sequence[Judged]) -> dict[str, Any]:
    rank(judged[0].query)  # the first query opens what later ones only use
    gains: list[tuple[str, float]] = []
    recalls: list[float] = []
    durations: list[float] = []
    empty = {True: 0, False: 0}  # by whether something is there to be found
    for one in judged:
        begun = time.perf_counter()
        ranking, nothing = rank(one.query)
        durations.append((time.perf_counter() - begun) * 1000)
        relevant = {key for key, grade in one.grades.items() if grade > 0}
        empty[bool(relevant)] += nothing
        if relevant:
            gains.append((one.query, round(ndcg(ranking, one.grades, DEPTH), 4)))
            recalls.append(recall(ranking, relevant, RECALL_DEPTH))
    interval = bootstrap([gain for _, gain in gains])
    findable = len(gains)
    return {
        "ndcg@10": round(interval.mean, 4),
        "ndcg@10_interval": [round(interval.low, 4), round(interval.high, 4)],
        "recall@100": round(bootstrap(recalls).mean, 4),
        **percentiles(durations),
        "said_nothing_rightly": _share(empty[False], len(judged) - findable),
        "said_nothing_wrongly": _share(empty[True], findable),
        "each": gains,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _merged(measured: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Ours at the top, the others under their names."""
    shown = {
        name: {key: value for key, value in one.items() if key != "each"}
        for name, one in measured.items()
    }
    for name in ("bm25", "vectors"):
        for key in ("said_nothing_rightly", "said_nothing_wrongly"):
            shown.get(name, {}).pop(key, None)
    return {
        **shown["hybrid"],
        **{name: one for name, one in shown.items() if name != "hybrid"},
    }


def _table(measured: dict[str, dict[str, Any]]) -> Callable[[Console], None]:
    def _print(console: Console) -> None:
        columns = ("ndcg@10", "recall@100", "p50_ms", "p95_ms")
        table = Table("", *columns)
        for name, one in measured.items():
            table.add_row(name, *(f"{one[column]:.4g}" for column in columns))
        console.print(table)

    return _print
