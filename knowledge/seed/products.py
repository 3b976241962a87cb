"""From sheets to products: names, sentences, variants, prices, stock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product as combinations
from typing import Any

from knowledge.database.base import Localised
from knowledge.seed.dice import dice
from knowledge.seed.sheets import Both, Department, Grid, Item, Shelf, departments
from knowledge.seed.vocabulary import (
    brand_in_chinese,
    number_of,
    spoken,
    translated,
)

LANGUAGES = ("en", "zh")
_HAN = "[\u4e00-\u9fff]"
_SLOT = re.compile(r"\{([^}#]+)(#?)\}")


@dataclass(frozen=True)
class DemoVariant:
    """One buyable version; amounts in cents."""

    id: str
    options: dict[str, str]
    price: int
    list_price: int | None
    stock: int
    weight_grams: int


@dataclass(frozen=True)
class DemoProduct:
    """A product as the sheets describe it."""

    id: str
    name: Localised
    description: Localised
    brand: str
    department: str
    shelf: Shelf
    attributes: dict[str, Any]
    drawing: str
    paint: str
    rating: float
    popularity: float
    goes_with: tuple[str, ...]
    variants: tuple[DemoVariant, ...]

    @property
    def image(self) -> str:
        """Where the gateway serves the product's picture."""
        return f"/shop/images/{self.id}.svg"


@cache
def demo_products() -> tuple[DemoProduct, ...]:
    """Every product, in the order of the sheets."""
    return tuple(
        _assembled(department, shelf, item)
        for department in departments()
        for shelf in department.shelves
        for item in shelf.items
    )


def _assembled(department: Department, shelf: Shelf, item: Item) -> DemoProduct:
    product_id = _slug(item)
    attributes = _attributes(shelf.facts | item.facts)
    grids = shelf.options | item.options
    throw = dice("appeal", product_id)
    return DemoProduct(
        id=product_id,
        name=_name(item),
        description=_description(item.about or shelf.about, item, attributes),
        brand=item.brand,
        department=department.id,
        shelf=shelf,
        attributes=attributes,
        drawing=item.drawing or shelf.drawing,
        paint=_paint(shelf, item, grids),
        rating=round(min(4.9, max(3.4, throw.gauss(4.35, 0.32))), 1),
        popularity=round(min(1.0, throw.paretovariate(1.3) / 14), 4),
        goes_with=tuple(item.goes_with or shelf.goes_with),
        variants=tuple(_variants(product_id, shelf, item, grids, attributes)),
    )


def _slug(item: Item) -> str:
    words = f"{item.brand} {item.model or item.name.en}".lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:48].rstrip("-")


def _name(item: Item) -> Localised:
    english = " ".join(filter(None, [item.brand, item.model, item.name.en]))
    chinese = brand_in_chinese(item.brand)
    chinese += f" {item.model} " if item.model or chinese.isascii() else ""
    return {"en": english, "zh": re.sub(r" {2,}", " ", chinese + item.name.zh)}


def _attributes(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: translated(value) if isinstance(value, str) else _number(value)
        for name, value in facts.items()
    }


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _description(about: Both, item: Item, attributes: dict[str, Any]) -> Localised:
    """What is special about the item, then what is true of its kind."""
    said = {
        language: _filled(getattr(about, language), attributes, language)
        for language in LANGUAGES
    }
    chinese = _spaced(item.say.zh + said["zh"])
    return {"en": f"{item.say.en} {said['en']}", "zh": chinese}


def _spaced(chinese: str) -> str:
    """A space between Chinese and Latin words or figures, and none within Chinese."""
    chinese = re.sub(rf"({_HAN}) +(?={_HAN})", r"\1", chinese)
    chinese = re.sub(rf"({_HAN})(?=[A-Za-z0-9])", r"\1 ", chinese)
    return re.sub(rf"([A-Za-z0-9°%])(?={_HAN})", r"\1 ", chinese)


def _filled(template: str, attributes: dict[str, Any], language: str) -> str:
    def fill(slot: re.Match[str]) -> str:
        value = attributes[slot[1]]
        return number_of(value) if slot[2] else spoken(value, language)

    return _SLOT.sub(fill, template)


def _paint(shelf: Shelf, item: Item, grids: dict[str, Grid]) -> str:
    """The colour that the picture shows: the first one offered."""
    colours = grids.get("colour")
    return item.paint or (next(iter(colours)) if colours else shelf.paint)


def _variants(
    product_id: str,
    shelf: Shelf,
    item: Item,
    grids: dict[str, Grid],
    attributes: dict[str, Any],
) -> Iterable[DemoVariant]:
    names = list(grids)
    extra = {name: _extras(grid) for name, grid in grids.items()}
    for values in combinations(*(extra[name] for name in names)):
        options = dict(zip(names, values, strict=True))
        more = sum((extra[name][value] for name, value in options.items()), Decimal(0))
        variant_id = "-".join([product_id, *map(_code, values)])
        yield DemoVariant(
            id=variant_id,
            options=options,
            price=int((item.price + more) * 100),
            list_price=int((item.was + more) * 100) if item.was else None,
            stock=_stock(variant_id),
            weight_grams=_weight(shelf, item, attributes),
        )


def _extras(grid: Grid) -> dict[str, Decimal]:
    if isinstance(grid, dict):
        return grid
    return dict.fromkeys(grid, Decimal(0))


def _code(value: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "", value.lower())


def _stock(variant_id: str) -> int:
    """Mostly enough, sometimes nearly or quite sold out."""
    throw = dice("stock", variant_id)
    chance = throw.random()
    if chance < 0.07:
        return 0
    return throw.randint(1, 5) if chance < 0.2 else throw.randint(8, 140)


def _weight(shelf: Shelf, item: Item, attributes: dict[str, Any]) -> int:
    """What the parcel gains: the stated weight, else the kind's."""
    stated = str(attributes.get("weight", ""))
    if item.grams or not stated:
        return item.grams or shelf.grams
    number = float(number_of(stated).replace(",", ""))
    return int(number * 1000) if stated.endswith("kg") else int(number)
