"""Every evaluation is run or said to be left out, and figures count what they say."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from integrations.command_line.evaluate_all import measured, on_files, on_model, show
from integrations.command_line.quality import others
from integrations.command_line.quality.figure import Evaluation, share
from integrations.command_line.quality.served import ServedModel
from integrations.command_line.running.reporter import Reporter

ARTICLES = Path("knowledge/seed/articles")


@pytest.fixture
def reporter() -> Reporter:
    return Reporter(Console(file=io.StringIO()))


def a_model(*, rejects: str = "nonsense") -> ServedModel:
    """One that finds the intent in the message itself, and rejects one of them."""

    def _parse(request: httpx.Request) -> httpx.Response:
        intent = request.read().decode().split('"')[3].split()[-1]
        ranking = [{"name": "nlu_fallback"}] if intent == rejects else []
        ranking += [{"name": intent}, {"name": "greet"}]
        return httpx.Response(200, json={"intent_ranking": ranking})

    client = httpx.Client(
        transport=httpx.MockTransport(_parse), base_url="http://bot.test"
    )
    return ServedModel(lambda: client)


def a_file(folder: Path, header: str, *rows: str) -> Path:
    file = folder / "labelled.csv"
    file.write_text("\n".join([header, *rows]), "utf-8")
    return file


def test_accuracy_is_told_for_each_language(tmp_path: Path) -> None:
    file = a_file(
        tmp_path,
        "sentence,label,language",
        "please greet,greet,en",
        "please greet,thank,en",
        "说 thank,thank,zh",
        "说 nonsense,nonsense,zh",
        "the weather,out_of_scope,en",
    )
    assert a_model().holdout(file) == {
        "en": {"intent_accuracy": 0.5, "wrongly_declined": 0.0},
        "zh": {"intent_accuracy": 1.0, "wrongly_declined": 0.5},
    }


def test_a_task_heard_as_another_task_is_told_apart_from_questions(
    tmp_path: Path,
) -> None:
    file = a_file(
        tmp_path,
        "text,language,kind,intent",
        "x ask_faq,en,question,ask_faq",
        "x return_item,en,question,ask_faq",
        "x exchange_item,en,task,return_item",
        "x ask_faq,en,task,return_item",
        "x return_item,en,task,return_item",
        "x nonsense,en,question,ask_faq",
    )
    found = a_model().question_or_task(file)
    assert found == {"en": {"question_told_apart": 0.3333, "task_told_apart": 0.6667}}


def test_what_is_outside_is_declined_by_rejection_or_by_its_intent(
    tmp_path: Path,
) -> None:
    rows = ("雪 out_of_scope", "雪 nonsense", "雪 greet", "snow greet")
    file = a_file(tmp_path, "sentence,label", *(f"{row},out_of_scope" for row in rows))
    assert a_model().out_of_scope(file) == {
        "en": {"declined": 0.0},
        "zh": {"declined": 0.6667},
    }


def test_absent_data_are_said_to_be_absent(tmp_path: Path, reporter: Reporter) -> None:
    evaluations = [
        Evaluation("ours", (tmp_path,), lambda: {"en": {"accuracy": 0.5}}),
        Evaluation("theirs", (tmp_path / "no.csv",), lambda: pytest.fail("it ran")),
    ]
    report = measured(evaluations, reporter, set())
    assert report["ours"] == {"en": {"accuracy": 0.5}}
    assert "no.csv" in report["theirs"]["left_out"]
    assert measured(evaluations, reporter, {"ours"}).keys() == {"ours"}


def test_the_bot_is_not_started_for_data_that_are_absent(
    tmp_path: Path, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    model = ServedModel(lambda: pytest.fail("it was started"))
    report = measured([*on_model(model), *on_files(tmp_path)], reporter, set())
    assert len(report) == 8
    assert all("left_out" in found for found in report.values())


def test_the_project_brings_its_own_labelled_sets() -> None:
    known = {one.name: one for one in [*on_model(a_model()), *on_files(Path())]}
    own = ("holdout", "question_or_task", "chinese_out_of_scope", "faq")
    assert [one for one in own if known[one].missing] == []


def test_people_read_a_line_for_every_figure() -> None:
    said = io.StringIO()
    report = {
        "holdout": {"zh": {"accuracy": 0.71234, "declined": None}},
        "theirs": {"left_out": "data.csv not here"},
    }
    show(Console(file=said, width=200), report)
    assert "0.7123" in said.getvalue()
    assert "data.csv not here" in said.getvalue()


def test_folds_are_disjoint_complete_and_balanced() -> None:
    rows = [(f"text {n}", "rare" if n % 5 == 0 else "common") for n in range(50)]
    parts = list(others.folds(rows, 5))
    assert sorted(row for part in parts for row in part) == sorted(rows)
    assert [sum(label == "rare" for _, label in part) for part in parts] == [2] * 5
    assert parts == list(others.folds(rows, 5))


def test_each_part_is_tested_on_what_was_learnt_from_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[set[str]] = []

    def _run(topic: str, *arguments: str) -> dict[str, float]:
        files = dict(zip(arguments[::2], arguments[1::2], strict=True))
        train, test = (
            {text for text, _ in others.read(Path(files[name]))}
            for name in ("--train", "--test")
        )
        assert not train & test
        assert files["--out-of-scope-label"] == "out_of_scope"
        seen.append(test)
        return dict.fromkeys(others.INTENT_FIGURES, len(seen) / 10)

    monkeypatch.setattr(others, "run", _run)
    labelled = written(tmp_path / "shop.csv", [(f"in {n}", "a") for n in range(10)])
    outside = written(tmp_path / "clinc.csv", [(f"out {n}", "b") for n in range(5)])
    found = others.cross_validated(labelled, outside, tmp_path)
    assert found["shop"]["in_scope_accuracy"] == 0.3
    assert sum(len(test) for test in seen) == 15
    assert all(sum(text.startswith("out") for text in test) == 1 for test in seen)


def test_our_articles_are_written_as_the_evaluation_reads_them() -> None:
    articles = list(others.articles_of(ARTICLES))
    assert len(articles) >= 80
    assert all({"en", "zh"} <= article["question"].keys() for article in articles)


def test_a_share_of_nothing_is_none() -> None:
    assert share([]) is None
    assert share([True, False, False]) == 0.3333


def written(file: Path, rows: list[others.Row]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("sentence", "label"), *rows])
    return file
