"""The demo shop's articles are complete in both languages and agree with its facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

SEED = Path(__file__).parents[3] / "knowledge" / "seed"
LANGUAGES = ("en", "zh")
KINDS = {"money", "days", "hours", "text", "number"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Five English words in a row are a sentence that nobody translated; names are shorter.
ENGLISH_SENTENCE = re.compile(r"(?:[A-Za-z']+ ){4}[A-Za-z']+")

Article = dict[str, Any]


def load(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries


FILES = sorted((SEED / "articles").glob("*.yml"))
ARTICLES = [article for path in FILES for article in load(path)]
FACTS = {fact["key"]: fact for fact in load(SEED / "facts.yml")}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["id"])
each_fact = pytest.mark.parametrize("fact", FACTS.values(), ids=lambda f: f["key"])


def questions(article: Article, language: str) -> list[str]:
    return [article["question"][language], *article["variants"][language]]


def facts_named(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def everything(language: str) -> Iterator[str]:
    for article in ARTICLES:
        yield from questions(article, language)


def same_question(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def test_there_are_enough_articles_in_every_category() -> None:
    assert len(ARTICLES) >= 84
    assert len(FILES) == 15
    assert min(Counter(a["category"] for a in ARTICLES).values()) >= 4


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(a["id"] for a in ARTICLES).items() if n > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_holds_its_own_category(path: Path) -> None:
    assert {article["category"] for article in load(path)} == {path.stem}


@each_article
def test_an_id_is_a_slug(article: Article) -> None:
    assert SLUG.fullmatch(article["id"])
    assert len(article["id"]) <= 64


@each_article
def test_every_part_is_there_in_both_languages(article: Article) -> None:
    assert set(article) == {"id", "category", "question", "variants", "answer"}
    for part in ("question", "variants", "answer"):
        assert set(article[part]) == set(LANGUAGES)
    for language in LANGUAGES:
        assert len(article["variants"][language]) >= 4
        assert all(isinstance(q, str) for q in questions(article, language))


@each_article
def test_answers_are_neither_a_word_nor_an_essay(article: Article) -> None:
    for language in LANGUAGES:
        assert 40 <= len(article["answer"][language]) <= 900


@each_article
def test_answers_name_facts_that_exist(article: Article) -> None:
    for text in article["answer"].values():
        assert facts_named(text) <= FACTS.keys()
        assert "{" not in PLACEHOLDER.sub("", text)


@each_article
def test_both_languages_name_the_same_facts(article: Article) -> None:
    """A phone number or an opening time may be that of the reader's own team."""
    ours = {"support_hours_us", "support_hours_cn", "support_phone_us"}
    ours |= {"support_phone_cn"}
    named = [facts_named(article["answer"][lang]) - ours for lang in LANGUAGES]
    assert named[0] == named[1]


@each_article
def test_chinese_is_chinese_and_english_is_english(article: Article) -> None:
    chinese = [*questions(article, "zh"), article["answer"]["zh"]]
    english = [*questions(article, "en"), article["answer"]["en"]]
    assert [text for text in chinese if not CHINESE.search(text)] == []
    assert [text for text in chinese if ENGLISH_SENTENCE.search(text)] == []
    # The 发票 is a thing that has no English word; everything else has one.
    assert [t for t in english if CHINESE.search(t.replace("发票", ""))] == []


@each_article
def test_no_line_break_got_into_the_words(article: Article) -> None:
    """A folded line would put a space between two Chinese characters."""
    for language in LANGUAGES:
        assert "\n" not in article["answer"][language].strip()
    folded = re.compile(r"[\u4e00-\u9fff，。；：] [\u4e00-\u9fff]")
    assert folded.search(article["answer"]["zh"]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_leads_to_two_articles(language: str) -> None:
    counts = Counter(same_question(text) for text in everything(language))
    assert [text for text, times in counts.items() if times > 1] == []


@each_fact
def test_a_fact_has_the_value_of_its_kind(fact: dict[str, Any]) -> None:
    kind, value = fact["kind"], fact["value"]
    assert kind in KINDS
    assert set(fact["label"]) == set(LANGUAGES)
    if kind == "money":
        assert value["currency"] == "USD"
        assert isinstance(value["minor"], int)
        assert value["minor"] > 0
    elif kind in {"days", "number"}:
        assert isinstance(value, int)
        assert value > 0
    elif kind == "hours":
        assert set(value) == {"days", "opens", "closes", "zone"}
        assert value["opens"] < value["closes"]
    else:
        assert isinstance(value, str) or set(value) == set(LANGUAGES)


def test_every_fact_is_told_to_somebody() -> None:
    told = {
        key
        for a in ARTICLES
        for text in a["answer"].values()
        for key in facts_named(text)
    }
    assert sorted(FACTS.keys() - told) == []
