"""Kinds of cells: words in languages, moments, nested values written as JSON in CSV."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from knowledge.database.base import Localised

LANGUAGES = ("en", "zh")


def _unpacked(value: Any) -> Any:
    """A list or object that a CSV cell holds as JSON."""
    if not isinstance(value, str) or not value.strip().startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise PydanticCustomError("nested", "is not valid JSON") from None


def _words(value: Any) -> Any:
    value = _unpacked(value)
    return {"en": value} if isinstance(value, str) else value


def _only_known_languages(words: Localised) -> Localised:
    unknown = set(words) - set(LANGUAGES)
    if unknown:
        known = " or ".join(LANGUAGES)
        raise PydanticCustomError(
            "language",
            "names the language {unknown}; only {known} are known",
            {"unknown": sorted(unknown)[0], "known": known},
        )
    return {language: text.strip() for language, text in words.items() if text.strip()}


def _not_empty(words: Localised) -> Localised:
    if not words:
        raise PydanticCustomError("empty", "is empty")
    return words


def _aware(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _plain(value: Any) -> Any:
    """Ids often come as numbers; they are names all the same."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value


Moment = Annotated[datetime, AfterValidator(_aware)]
Words = Annotated[
    Localised, BeforeValidator(_words), AfterValidator(_only_known_languages)
]
NeededWords = Annotated[Words, AfterValidator(_not_empty)]
Nested = BeforeValidator(_unpacked)
Id = Annotated[str, BeforeValidator(_plain), Field(min_length=1, max_length=64)]
LARGEST = 2**31 - 1  # what an integer column of PostgreSQL holds

Money = Annotated[int, Field(ge=0, le=LARGEST)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Options = Annotated[dict[str, Annotated[str, BeforeValidator(_plain)]], Nested]


class RowModel(BaseModel):
    """A row of an import; unknown columns are let be, as exports carry many."""

    model_config = ConfigDict(str_strip_whitespace=True, frozen=True)

    # Lists that a flat row stands for; an error in one is told as the row's own.
    implied: ClassVar[frozenset[str]] = frozenset()


def gather_languages(values: Any, names: tuple[str, ...]) -> Any:
    """Columns ``name_en`` and ``name_zh`` -> one value ``name`` in both languages."""
    if not isinstance(values, dict):
        return values
    gathered = dict(values)
    for name in names:
        found = {
            language: gathered.pop(f"{name}_{language}")
            for language in LANGUAGES
            if f"{name}_{language}" in gathered
        }
        if found:
            gathered.setdefault(name, found)
    return gathered
