"""The hand-written sheets of the catalogue, read strictly."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

HERE = Path(__file__).parent

# The compiled loader is ten times faster; both read the same language.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The content of one YAML file."""
    return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader


def _pair(value: object) -> object:
    """``[English, 中文]`` for short, so that a sheet stays one line a product."""
    if isinstance(value, list) and len(value) == 2:
        return {"en": value[0], "zh": value[1]}
    return value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(_Strict):
    """Words in both languages."""

    en: str
    zh: str


class Synonyms(_Strict):
    """What customers call a shelf, in both languages."""

    en: list[str]
    zh: list[str]


Pair = Annotated[Both, BeforeValidator(_pair)]
# A list of values at the item's price, or values with what each adds to it.
Grid = list[str] | dict[str, Decimal]
Fact = bool | int | Decimal | str


class Item(_Strict):
    """One product of a shelf."""

    brand: str
    model: str = ""
    name: Pair
    price: Decimal
    was: Decimal | None = None
    options: dict[str, Grid] = Field(default_factory=dict)
    facts: dict[str, Fact] = Field(default_factory=dict)
    say: Pair
    about: Pair | None = None  # where the kind's sentence does not fit
    goes_with: list[str] = Field(default_factory=list)
    grams: int | None = None
    drawing: str | None = None
    paint: str | None = None


class Shelf(_Strict):
    """Products of one kind: they share what a kind shares."""

    id: str
    name: Pair
    synonyms: Synonyms
    drawing: str
    about: Pair
    paint: str = "grey"
    grams: int
    options: dict[str, Grid] = Field(default_factory=dict)
    facts: dict[str, Fact] = Field(default_factory=dict)
    goes_with: list[str] = Field(default_factory=list)
    # Bought again and again, several at a time.
    consumable: bool = False
    # "women", "men" or nothing: whose taste it meets.
    wearer: str | None = None
    items: list[Item]


class Department(_Strict):
    """A part of the shop with its shelves."""

    id: str
    name: Pair
    synonyms: Synonyms
    shelves: list[Shelf]


@cache
def departments() -> tuple[Department, ...]:
    """Every department, in the order of the file names."""
    paths = sorted((HERE / "catalogue").glob("*.yml"))
    return tuple(Department.model_validate(read_yaml(path)) for path in paths)
