"""The other evaluations, run as the commands that they are, on files made for them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

import yaml

from integrations.command_line.quality.figure import Figures
from integrations.command_line.running.errors import StepFailed

Row = tuple[str, str]

FOLDS = 5
OUTSIDE = "out_of_scope"
SEED = 7
INTENT_FIGURES = (
    "in_scope_accuracy",
    "macro_f1",
    "in_scope_rejected",
    "oos_recall",
)
FAQ_FIGURES = ("p@1", "answered", "error_rate", "declined_out_of_scope")
SEARCH_FIGURES = ("ndcg@10", "recall@100", "p50_ms")


def cross_validated(labelled: Path, outside: Path, scratch: Path) -> Figures:
    """Each fifth of real messages tested on the other four, strangers mixed in."""
    parts = list(folds(read(labelled)))
    strangers = list(folds(read(outside)))
    reports = []
    for number, test in enumerate(parts):
        train = [row for part in parts if part is not test for row in part]
        beyond = [(text, OUTSIDE) for text, _ in strangers[number]]
        reports.append(_intents(train, [*test, *beyond], scratch))
    return {labelled.stem: _means(reports, INTENT_FIGURES)}


def faq(articles: Path, questions: Path, scratch: Path) -> Figures:
    """Labelled questions to our own articles."""
    file = scratch / "articles.jsonl"
    lines = (json.dumps(one, ensure_ascii=False) for one in articles_of(articles))
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    report = run("faq", "--articles", str(file), "--queries", str(questions))
    return {
        language: _chosen(report[language], FAQ_FIGURES)
        for language in ("en", "zh")
        if language in report
    }


def search(catalogue: Path, queries: Path) -> Figures:
    """Judged queries to somebody else's catalogue, beside words and meaning alone."""
    report = run("search", "--catalogue", str(catalogue), "--queries", str(queries))
    alone: Figures = {
        name: _chosen(report[name], SEARCH_FIGURES)
        for name in ("bm25", "vectors")
        if name in report
    }
    honest = ("said_nothing_rightly", "said_nothing_wrongly")
    return {"ours": _chosen(report, (*SEARCH_FIGURES, *honest)), **alone}


def run(topic: str, *arguments: str) -> dict[str, Any]:
    """``shopkeeper evaluate TOPIC … --json``, its progress on our standard error."""
    # A process of its own: what it loads, it gives back at its end.
    start = "from integrations.command_line.app import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, "evaluate", topic, *arguments, "--json"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StepFailed(f"The evaluation of {topic} stopped: see the lines above.")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def folds(rows: Sequence[Row], count: int = FOLDS) -> Iterator[list[Row]]:
    """Parts of equal size, the labels spread evenly over them; the same every time."""
    mixed = list(rows)
    Random(SEED).shuffle(mixed)
    mixed.sort(key=lambda row: row[1])  # stable: mixed within each label
    for number in range(count):
        yield mixed[number::count]


def read(file: Path) -> list[Row]:
    """Sentences with their labels."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [(row["sentence"], row["label"]) for row in csv.DictReader(stream)]


def articles_of(folder: Path) -> Iterator[dict[str, Any]]:
    """The articles of the demo shop as an evaluation reads them."""
    for file in sorted(folder.glob("*.yml")):
        for article in yaml.safe_load(file.read_text("utf-8")):
            yield {
                name: article[name]
                for name in ("id", "question", "answer", "variants")
                if name in article
            }


def _intents(train: list[Row], test: list[Row], scratch: Path) -> dict[str, Any]:
    files = {"train": train, "test": test}
    arguments = []
    for name, rows in files.items():
        file = scratch / f"{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([("sentence", "label"), *rows])
        arguments += [f"--{name}", str(file)]
    return run("intents", *arguments, "--out-of-scope-label", OUTSIDE)


def _means(
    reports: Sequence[dict[str, Any]], names: Sequence[str]
) -> dict[str, float | None]:
    return {name: round(mean(one[name] for one in reports), 4) for name in names}


def _chosen(report: dict[str, Any], names: Sequence[str]) -> dict[str, float | None]:
    return {name: report[name] for name in names if report.get(name) is not None}
