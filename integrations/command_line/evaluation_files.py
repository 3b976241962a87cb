"""Reads the files that evaluations are given; a bad row stops them with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from integrations.command_line.running.errors import Stopped
from knowledge.catalogue.models import Category, Product, Variant
from knowledge.clock import now
from knowledge.faq.models import ArticleRevision
from knowledge.importing.catalogue import ProductRow, category_id
from knowledge.importing.errors import FileUnreadable
from knowledge.importing.rows import Row, read_rows
from retrieval.words import has_han

_NONE = ("", "none", "null", "nil", "no_answer", "-")
_QUERY = ("query", "question", "text", "sentence")
_EXPECTED = ("article_id", "answer_id", "expected", "id", "article", "label")
_QUESTION = ("question", "title", "query")
_ANSWER = ("answer", "text", "body", "content")
_PHRASINGS = ("variants", "phrasings", "questions", "variations", "paraphrases")


@dataclass(frozen=True)
class Judged:
    """A query and what others judged of its results, 0 (wrong) to 3 (right)."""

    query: str
    grades: Mapping[str, float]


@dataclass(frozen=True)
class Asked:
    """A question and the article that answers it; None when none does."""

    question: str
    article_id: str | None
    language: str


@dataclass
class Catalogue:
    """Products as the database would hold them, without one."""

    products: list[Product] = field(default_factory=list)
    categories: dict[str, Category] = field(default_factory=dict)


def read_catalogue(file: Path) -> Catalogue:
    """Every product of a catalogue file."""
    found = Catalogue()
    for row in _rows(file):
        try:
            parsed = ProductRow.model_validate(row.values)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(one) for one in first["loc"])
            _refuse(row, f"{place or 'the row'}: {first['msg']}")
        found.products.append(_product(parsed, found.categories))
    _refuse_empty(file, found.products)
    return found


def read_judged(file: Path) -> list[Judged]:
    """Queries with judgments, ``{query, judgments: {id: 0..3}}``."""
    found: list[Judged] = []
    for row in _rows(file):
        query = _first(row, _QUERY)
        judgments = row.values.get("judgments", row.values.get("judgements"))
        if isinstance(judgments, str):
            judgments = _json(row, judgments)
        if not query or not isinstance(judgments, dict):
            _refuse(row, "it needs a query and an object named judgments")
        try:
            grades = {str(one): float(grade) for one, grade in judgments.items()}
        except (TypeError, ValueError):
            _refuse(row, "a judgment is not a number")
        found.append(Judged(str(query), grades))
    _refuse_empty(file, found)
    return found


def read_articles(file: Path) -> list[ArticleRevision]:
    """Articles with question, answer and phrasings, in one language or several."""
    merged: dict[str, ArticleRevision] = {}
    for row in _rows(file):
        name = row.values.get("id", row.values.get("article_id"))
        question, answer = _first(row, _QUESTION), _first(row, _ANSWER)
        if name in (None, "") or not question or not answer:
            _refuse(row, "it needs an id, a question and an answer")
        questions = _localised(row, question)
        language = next(iter(questions))
        article = merged.setdefault(
            str(name),
            ArticleRevision(
                article_id=str(name), number=1, question={}, answer={}, variants={}
            ),
        )
        article.question.update(questions)
        article.answer.update(_localised(row, answer, language))
        article.variants.update(_phrasings(row, language))
    _refuse_empty(file, list(merged))
    return list(merged.values())


def read_asked(file: Path) -> list[Asked]:
    """Questions with the id of the article that answers them, or with none."""
    found: list[Asked] = []
    for row in _rows(file):
        question = _first(row, _QUERY)
        if not question:
            _refuse(row, "it needs a question")
        expected = _first(row, _EXPECTED)
        named = None if str(expected or "").strip().lower() in _NONE else str(expected)
        language = str(row.values.get("language") or guess(str(question)))
        found.append(Asked(str(question), named, language))
    _refuse_empty(file, found)
    return found


def read_histories(file: Path) -> list[list[str]]:
    """One user a line: item ids in time order, apart by blanks, commas or as JSON."""
    found: list[list[str]] = []
    with _readable(file), file.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            items = _items(line.strip(), Row(file.name, number, {}))
            if items:
                found.append(items)
    _refuse_empty(file, found)
    return found


def guess(text: str) -> str:
    """The language that a text is evidently in."""
    return "zh" if has_han(text) else "en"


def _items(line: str, row: Row) -> list[str]:
    if not line.startswith(("[", "{")):
        return line.replace(",", " ").split()
    loaded = _json(row, line)
    if isinstance(loaded, dict):
        loaded = loaded.get("items", loaded.get("history"))
    if not isinstance(loaded, list):
        _refuse(row, "it is not a list of items")
    return [str(one) for one in loaded]


def _product(row: ProductRow, categories: dict[str, Category]) -> Product:
    category = None
    if row.category:
        known = category_id(row.category)
        category = categories.setdefault(
            known, Category(id=known, name={"en": row.category}, synonyms={})
        )
    facts = row.model_dump(exclude={"category", "variants"})
    variants = [
        Variant(position=place, **one.model_dump())
        for place, one in enumerate(row.variants)
    ]
    return Product(
        **facts,
        category=category,
        category_id=category.id if category else None,
        variants=variants,
        updated_at=now(),
    )


def _localised(row: Row, value: Any, language: str | None = None) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(one): str(text) for one, text in value.items()}
    named = row.values.get("language") or language or guess(str(value))
    return {str(named): str(value)}


def _phrasings(row: Row, language: str) -> dict[str, list[str]]:
    value = _first(row, _PHRASINGS)
    if isinstance(value, str):
        parts = _json(row, value) if value.startswith("[") else value.split("|")
        value = [str(part).strip() for part in parts]
    if isinstance(value, dict):
        return {str(one): [str(text) for text in texts] for one, texts in value.items()}
    return {language: [str(text) for text in value]} if value else {}


def _first(row: Row, names: Iterable[str]) -> Any:
    for name in names:
        if row.values.get(name) not in (None, ""):
            return row.values[name]
    return None


def _rows(file: Path) -> Iterator[Row]:
    with _readable(file):
        for row in read_rows(file):
            if row.error:
                _refuse(row, row.error)
            yield row


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except FileUnreadable as error:
        raise Stopped(f"{file} cannot be read: {error.facts['reason']}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Stopped(f"{file} cannot be read: {error}.") from None


def _json(row: Row, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        _refuse(row, "this is not valid JSON")


def _refuse(row: Row, reason: str) -> NoReturn:
    raise Stopped(f"{row.file}, line {row.number}: {reason}.")


def _refuse_empty(file: Path, found: list[Any]) -> None:
    if not found:
        raise Stopped(f"{file} holds no rows.")
