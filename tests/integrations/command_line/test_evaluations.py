"""The evaluations on files of their own, without an encoder: words alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from integrations.command_line.app import app
from integrations.command_line.running.errors import Stopped


@pytest.fixture(autouse=True)
def _no_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPKEEPER_VAR", str(tmp_path / "var"))


def _write(file: Path, *rows: Any) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def _evaluate(*arguments: object) -> dict[str, Any]:
    run = CliRunner().invoke(
        app,
        ["evaluate", *map(str, arguments), "--json"],
        catch_exceptions=False,
    )
    assert run.exit_code == 0, run.output
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _catalogue(folder: Path) -> Path:
    titles = ["Wireless Mouse", "Gaming Mouse", "Desk Lamp", "Ceramic Mug"]
    rows = [
        {"id": str(number), "title": title, "price": 1000, "attributes": {}}
        for number, title in enumerate(titles)
    ]
    return _write(folder / "products.jsonl", *rows)


def test_search_reports_its_figures(tmp_path: Path) -> None:
    queries = _write(
        tmp_path / "queries.jsonl",
        {"query": "gaming mouse", "judgments": {"1": 3, "0": 1}},
        {"query": "chainsaw", "judgments": {"2": 0}},
    )

    report = _evaluate(
        "search", "--catalogue", _catalogue(tmp_path), "--queries", queries
    )

    assert report["ndcg@10"] == 1.0
    assert report["said_nothing_rightly"] == 1.0
    assert {"recall@100", "p50_ms", "p95_ms", "bm25"} <= set(report)
    assert report["bm25"]["ndcg@10"] == 1.0


@pytest.mark.parametrize(
    "expected", [{"id": "returns"}, {"article_id": "returns"}, {"expected": "returns"}]
)
def test_faq_takes_any_field_names(tmp_path: Path, expected: dict[str, str]) -> None:
    articles = _write(
        tmp_path / "articles.jsonl",
        {"id": "returns", "title": "How do I return it?", "text": "Send it back."},
        {"id": "pay", "question": "How do I pay?", "body": "By card."},
    )
    queries = _write(
        tmp_path / "queries.jsonl",
        {"text": "how do i return it", **expected},
        {"question": "who is the president", "answer_id": None},
    )

    report = _evaluate("faq", "--articles", articles, "--queries", queries)

    assert (report["p@1"], report["mrr"]) == (1.0, 1.0)
    assert report["declined_out_of_scope"] == 1.0
    assert {"answered", "error_rate"} <= set(report)


def test_faq_reads_csv_with_phrasings(tmp_path: Path) -> None:
    articles = _write(
        tmp_path / "articles.csv",
        "id,question,answer,variants",
        "returns,怎么退货,签收后三十天内,我要退货|退货流程",
        "pay,怎么付款,信用卡,",
    )
    queries = _write(tmp_path / "queries.csv", "query,article_id", "退货流程,returns")

    assert _evaluate("faq", "--articles", articles, "--queries", queries)["p@1"] == 1.0


@pytest.mark.parametrize("separator", [" ", ",", "json"])
def test_recommendations_in_any_writing(tmp_path: Path, separator: str) -> None:
    users = [["beans", "filter", "mug"], ["filter", "beans", "mug"]] * 5
    lines = [
        json.dumps(user) if separator == "json" else separator.join(user)
        for user in users
    ]

    report = _evaluate(
        "recommendations", "--interactions", _write(tmp_path / "users.txt", *lines)
    )

    assert report["users"] == 10
    for figures in report["recommenders"].values():
        assert {"hr@10", "ndcg@10", "train_seconds", "ms_per_user"} <= set(figures)
    assert report["recommenders"]["popularity"]["hr@10"] <= 1.0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "line 2: this is not valid JSON"),
        ('{"query": "mouse"}', "line 2: it needs a query and an object"),
        ('{"query": "mouse", "judgments": {"1": "x"}}', "line 2: a judgment is not"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, says: str) -> None:
    good = {"query": "mouse", "judgments": {"1": 3}}
    queries = _write(tmp_path / "queries.jsonl", good, row)

    with pytest.raises(Stopped, match=says):
        _evaluate("search", "--catalogue", _catalogue(tmp_path), "--queries", queries)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="cannot be read"):
        _evaluate("recommendations", "--interactions", tmp_path / "absent.txt")
