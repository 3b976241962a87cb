"""What a product can be filtered by, read from its variants, attributes and name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.catalogue.models import Product, Variant

COLOUR_KEYS = ("colour", "color", "shade", "finish", "颜色")
SIZE_KEYS = ("size", "尺码", "尺寸", "width", "fit", "waist")

# A unit's spellings, and what one of it is of the unit that measures are kept in.
_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(
        ("inch", "inches", "in", '"', "''", "”", "英寸", "寸"), ("cm", 2.54)
    ),
    **dict.fromkeys(("cm", "厘米", "公分"), ("cm", 1.0)),
    **dict.fromkeys(("mm", "毫米"), ("cm", 0.1)),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres", "米"), ("cm", 100.0)),
    **dict.fromkeys(("ft", "foot", "feet", "英尺"), ("cm", 30.48)),
    **dict.fromkeys(("tb", "terabyte"), ("gb", 1000.0)),
    **dict.fromkeys(("gb", "gig", "gigs", "gigabyte", "g内存"), ("gb", 1.0)),
    **dict.fromkeys(("mb", "megabyte"), ("gb", 0.001)),
    **dict.fromkeys(("mah", "毫安", "毫安时"), ("mah", 1.0)),
    **dict.fromkeys(("w", "watt", "watts", "瓦"), ("w", 1.0)),
    **dict.fromkeys(("v", "volt", "volts", "伏"), ("v", 1.0)),
    **dict.fromkeys(("hz", "赫兹"), ("hz", 1.0)),
    **dict.fromkeys(("kg", "公斤", "千克"), ("g", 1000.0)),
    **dict.fromkeys(("g", "gram", "grams", "克"), ("g", 1.0)),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), ("g", 453.6)),
    **dict.fromkeys(("oz", "ounce", "ounces"), ("g", 28.35)),
    **dict.fromkeys(("ml", "毫升"), ("ml", 1.0)),
    **dict.fromkeys(("l", "liter", "liters", "litre", "litres", "升"), ("ml", 1000.0)),
    **dict.fromkeys(("mp", "megapixel", "megapixels"), ("mp", 1.0)),
}
_BY_LENGTH = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
MEASURE = re.compile(
    rf"(?<![\w.])(\d+(?:[.,]\d+)?)\s*-?\s*({_BY_LENGTH})(?![a-z0-9])", re.IGNORECASE
)
TOLERANCE = 0.03


@dataclass(frozen=True)
class Measure:
    """An amount in its unit's base: 27 inch is (68.58, "cm")."""

    amount: float
    unit: str

    def matches(self, other: Measure) -> bool:
        """Whether two measures say the same, roundings allowed."""
        near = abs(self.amount - other.amount) <= TOLERANCE * max(self.amount, 0.01)
        return self.unit == other.unit and near


@dataclass(frozen=True)
class VariantFacets:
    """What one variant can be filtered by."""

    variant_id: str
    price: int
    sellable: bool
    colours: tuple[str, ...]
    sizes: tuple[str, ...]
    measures: tuple[Measure, ...]


def facets_of(product: Product) -> list[VariantFacets]:
    """The facets of each variant, in the product's order."""
    general = _words(product.attributes, COLOUR_KEYS)
    named = tuple(measures_in(" ".join(_texts(product))))
    return [
        VariantFacets(
            variant_id=variant.id,
            price=variant.price,
            sellable=sellable(variant),
            # A variant's own colour is what is sold, whatever the product says.
            colours=_words(variant.options, COLOUR_KEYS) or general,
            sizes=_words(variant.options, SIZE_KEYS),
            measures=(*measures_in(" ; ".join(variant.options.values())), *named),
        )
        for variant in product.variants
    ]


def sellable(variant: Variant) -> bool:
    """Whether it can be bought now; a shop that does not count says so otherwise."""
    return variant.available and (variant.stock is None or variant.stock > 0)


def measures_in(text: str) -> list[Measure]:
    """Every amount with a unit in a text."""
    return [measure(found[1], found[2]) for found in MEASURE.finditer(text)]


def measure(amount: str, unit: str) -> Measure:
    """An amount in its unit's base."""
    base, factor = _UNITS[unit.lower()]
    return Measure(round(float(amount.replace(",", ".")) * factor, 3), base)


def _texts(product: Product) -> Iterator[str]:
    yield from product.name.values()
    for value in product.attributes.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from (str(one) for one in value.values())


def _words(options: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for name, value in options.items():
        if not any(
            name.lower() == key or name.lower().endswith(f"_{key}") for key in keys
        ):
            continue
        values = value.values() if isinstance(value, dict) else [value]
        found.extend(str(one).strip().lower() for one in values if one)
    return tuple(dict.fromkeys(found))
