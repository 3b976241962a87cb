"""The labelled questions measure finding, so none of them may be stored already."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
ARTICLES = [
    article
    for path in sorted((ROOT / "knowledge" / "seed" / "articles").glob("*.yml"))
    for article in yaml.safe_load(path.read_text(encoding="utf-8"))
]
LANGUAGES = ("en", "zh")

with (ROOT / "tests" / "retrieval" / "faq_questions.csv").open(
    encoding="utf-8"
) as _file:
    ROWS = list(csv.DictReader(_file))


def same_question(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_of_both_sorts(language: str) -> None:
    rows = [row for row in ROWS if row["language"] == language]
    assert len(rows) >= 220
    assert sum(not row["article_id"] for row in rows) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_is_asked_for(language: str) -> None:
    asked = {r["article_id"] for r in ROWS if r["language"] == language} - {""}
    assert asked == {article["id"] for article in ARTICLES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_is_a_stored_question(language: str) -> None:
    stored = {
        same_question(text)
        for article in ARTICLES
        for text in (article["question"][language], *article["variants"][language])
    }
    asked = [row["query"] for row in ROWS if row["language"] == language]
    assert [text for text in asked if same_question(text) in stored] == []


def test_none_is_asked_twice() -> None:
    counts = Counter(same_question(row["query"]) for row in ROWS)
    assert [text for text, times in counts.items() if times > 1] == []


def test_none_was_seen_by_the_calibration() -> None:
    """The threshold learns from off-topic questions; these must be others."""
    path = ROOT / "knowledge" / "faq" / "off_topic.yml"
    seen = {
        same_question(text)
        for texts in yaml.safe_load(path.read_text(encoding="utf-8")).values()
        for text in texts
    }
    assert seen
    assert [row["query"] for row in ROWS if same_question(row["query"]) in seen] == []
