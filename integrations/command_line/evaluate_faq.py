"""``shopkeeper evaluate faq``: answers by labelled questions, and honest silence."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from integrations.command_line.evaluation_files import Asked, read_articles, read_asked
from integrations.command_line.evaluation_report import keep_logs_out, print_report
from integrations.command_line.running.errors import Stopped
from integrations.command_line.running.reporter import Reporter
from knowledge.database.settings import DatabaseSettings
from knowledge.faq.answering import rank_articles
from knowledge.faq.calibration import calibrate
from knowledge.faq.certainty import Zone
from knowledge.faq.documents import documents_of_articles
from knowledge.faq.models import ArticleRevision
from retrieval.embedding import Embedder, load_embedder
from retrieval.evaluation import bootstrap, percentiles, reciprocal_rank
from retrieval.refresh import Recipe, refresh
from retrieval.searcher import Searcher

ArticlesFile = Annotated[
    Path, typer.Option("--articles", help="{id, question, answer, variants?} a line")
]
QueriesFile = Annotated[
    Path, typer.Option("--queries", help="{query, article_id or null} a line")
]
Language = Annotated[str, typer.Option("--language", help="Only en or only zh.")]
Worst = Annotated[int, typer.Option("--worst", help="List so many wrong answers.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@dataclass(frozen=True)
class Outcome:
    """What happened to one question."""

    asked: Asked
    ranking: list[str]
    zone: Zone
    milliseconds: float

    @property
    def is_right(self) -> bool:
        """Whether the best article is the one wanted."""
        return bool(self.ranking) and self.ranking[0] == self.asked.article_id


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(faq)


def faq(
    articles: ArticlesFile,
    queries: QueriesFile,
    language: Language = "",
    worst: Worst = 0,
    as_json: AsJson = False,
) -> None:
    """Find the article for labelled questions, at the calibrated thresholds."""
    keep_logs_out()
    known = read_articles(articles)
    asked = [one for one in read_asked(queries) if language in ("", one.language)]
    if not asked:
        raise Stopped(f"{queries} has no question in the language {language}.")
    embedder = load_embedder(DatabaseSettings().var / "encoder")
    with tempfile.TemporaryDirectory(prefix="shopkeeper-faq-") as scratch:
        searcher = _index(known, Path(scratch), embedder)
        outcomes = [_ask(searcher, one) for one in [asked[0], *asked]][1:]
        calibrated = searcher.snapshot.attachments["calibration"]
    report = {
        "articles": len(known),
        "encoder": embedder.name if embedder else None,
        "calibrated": sorted(calibrated),
        **_figures(outcomes),
    }
    languages = sorted({one.asked.language for one in outcomes})
    if len(languages) > 1:
        for each in languages:
            report[each] = _figures([o for o in outcomes if o.asked.language == each])
    if worst:
        report["worst"] = _worst(outcomes, worst)
    print_report(report, as_json=as_json)


def _index(
    articles: Sequence[ArticleRevision], folder: Path, embedder: Embedder | None
) -> Searcher:
    with Reporter().working("Building a scratch index") as tell:
        refresh(
            folder,
            documents_of_articles(articles, {}),
            embedder,
            recipe=Recipe(measure=partial(calibrate, embedder=embedder)),
            progress=tell,
        )
    return Searcher(folder, embedder)


def _ask(searcher: Searcher, asked: Asked) -> Outcome:
    begun = time.perf_counter()
    ranked = rank_articles(searcher, asked.question)
    spent = (time.perf_counter() - begun) * 1000
    zone, candidates = ranked or (Zone.UNKNOWN, [])
    return Outcome(asked, [one.article_id for one in candidates], zone, spent)


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Ranking by the questions that have an answer, silence by all of them."""
    good = [one for one in outcomes if one.asked.article_id is not None]
    outside = [one for one in outcomes if one.asked.article_id is None]
    told = [one for one in outcomes if one.zone is Zone.ANSWER]
    right = bootstrap([float(one.is_right) for one in good])
    ranks = [reciprocal_rank(o.ranking, {str(o.asked.article_id)}) for o in good]
    return {
        "queries": len(outcomes),
        "p@1": round(right.mean, 4),
        "p@1_interval": [round(right.low, 4), round(right.high, 4)],
        "mrr": round(bootstrap(ranks).mean, 4),
        "answered": _share([one.zone is Zone.ANSWER for one in outcomes]),
        "error_rate": _share([not one.is_right for one in told]),
        "offered_choice": _share([one.zone is Zone.CHOOSE for one in outcomes]),
        "declined_out_of_scope": _share([o.zone is Zone.UNKNOWN for o in outside]),
        "declined_in_scope": _share([one.zone is Zone.UNKNOWN for one in good]),
        **percentiles([one.milliseconds for one in outcomes]),
    }


def _share(truths: Sequence[bool]) -> float | None:
    return round(sum(truths) / len(truths), 4) if truths else None


def _worst(outcomes: Sequence[Outcome], number: int) -> list[Mapping[str, Any]]:
    wrong = [one for one in outcomes if one.asked.article_id and not one.is_right]
    return [
        {
            "question": one.asked.question,
            "expected": one.asked.article_id,
            "found": one.ranking[:1],
            "zone": one.zone,
        }
        for one in wrong[:number]
    ]
