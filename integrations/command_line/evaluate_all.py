"""``shopkeeper evaluate all``: every evaluation whose data are at hand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.table import Table

from integrations.command_line.evaluation_report import print_report
from integrations.command_line.quality import others
from integrations.command_line.quality.figure import Evaluation
from integrations.command_line.quality.served import ServedModel, served
from integrations.command_line.running.errors import Stopped
from integrations.command_line.running.reporter import Reporter
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.running.steps import encoder_step, model_step, take
from integrations.command_line.up import check_folder

LABELLED = Path("tests/nlu")
QUESTIONS = Path("tests/retrieval/faq_questions.csv")
ARTICLES = Path("knowledge/seed/articles")
# Data of others, which a checkout does not have.
SHARED = Path("../shared/data")

Only = Annotated[
    list[str] | None, typer.Option("--only", help="Just this one; may be repeated.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(name="all")(evaluate_all)


def evaluate_all(only: Only = None, as_json: AsJson = False) -> None:
    """Quality on the project's own labelled sets, and on those of others if present."""
    check_folder()
    settings, reporter = RunSettings(), Reporter()
    take(encoder_step(settings), reporter)
    wanted = set(only or ())
    with (
        tempfile.TemporaryDirectory(prefix="shopkeeper-evaluation-") as scratch,
        ExitStack() as stack,
    ):
        model = ServedModel(cache(partial(_start, settings, reporter, stack)))
        evaluations = [*on_model(model), *on_files(Path(scratch))]
        report = measured(evaluations, reporter, wanted)
    if not report:
        raise Stopped(f"There is no evaluation named {', '.join(sorted(wanted))}.")
    print_report(report, as_json=as_json, table=lambda console: show(console, report))


def measured(
    evaluations: Sequence[Evaluation], reporter: Reporter, wanted: set[str]
) -> dict[str, Any]:
    """The figures of each by its name; of one without its files, which are missing."""
    report: dict[str, Any] = {}
    for one in evaluations:
        if wanted and one.name not in wanted:
            continue
        if one.missing:
            report[one.name] = {"left_out": f"{', '.join(one.missing)} not here"}
            continue
        with reporter.working(one.name):
            report[one.name] = one.run()
    return report


def on_model(model: ServedModel) -> list[Evaluation]:
    """Those that ask the model that is served, trained on data/nlu."""
    holdout = LABELLED / "holdout.csv"
    tasks = LABELLED / "question_or_task.csv"
    chinese = LABELLED / "chinese_out_of_scope.csv"
    clinc = SHARED / "intents" / "clinc150_oos_train.csv"
    return [
        Evaluation("holdout", (holdout,), lambda: model.holdout(holdout)),
        Evaluation("question_or_task", (tasks,), lambda: model.question_or_task(tasks)),
        Evaluation(
            "chinese_out_of_scope", (chinese,), lambda: model.out_of_scope(chinese)
        ),
        Evaluation("clinc_out_of_scope", (clinc,), lambda: model.out_of_scope(clinc)),
    ]


def on_files(scratch: Path) -> list[Evaluation]:
    """Those that train or index for themselves."""
    intents, catalogue = SHARED / "intents", SHARED / "catalogue"
    clinc = intents / "clinc150_oos_train.csv"
    products = catalogue / "icecat_products.jsonl.gz"
    queries = catalogue / "icecat_dev_queries.jsonl"
    return [
        Evaluation(
            "faq",
            (ARTICLES, QUESTIONS),
            lambda: others.faq(ARTICLES, QUESTIONS, scratch),
        ),
        *(
            _cross_validation(intents / f"hint3_{name}_train.csv", clinc, scratch)
            for name in ("sofmattress", "curekart")
        ),
        Evaluation(
            "icecat_search",
            (products, queries),
            lambda: others.search(products, queries),
        ),
    ]


def show(console: Console, report: dict[str, Any]) -> None:
    """A line for every figure."""
    table = Table("evaluation", "on", "figure", "value")
    for row in _lines(report):
        table.add_row(*row)
    console.print(table)


def _start(settings: RunSettings, reporter: Reporter, stack: ExitStack) -> httpx.Client:
    take(model_step(settings), reporter)
    return stack.enter_context(served(settings))


def _cross_validation(labelled: Path, outside: Path, scratch: Path) -> Evaluation:
    return Evaluation(
        f"{labelled.stem}, cross-validated",
        (labelled, outside),
        lambda: others.cross_validated(labelled, outside, scratch),
    )


def _lines(report: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for name, found in report.items():
        if "left_out" in found:
            yield name, "", "left out", found["left_out"]
            continue
        for where, figures in found.items():
            for figure, value in figures.items():
                yield name, where, figure, "-" if value is None else f"{value:.4g}"
