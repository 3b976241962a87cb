"""Pictures of the products: a drawing of the kind in the product's colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from knowledge.seed.products import DemoProduct
from knowledge.seed.sheets import HERE, read_yaml
from knowledge.seed.summary import Progress

DRAWINGS = HERE / "drawings"
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_WHITE, _BLACK = (255, 255, 255), (20, 22, 30)

Rgb = tuple[int, int, int]


def draw(products: Sequence[DemoProduct], folder: Path, progress: Progress) -> None:
    """Write ``<product id>.svg`` for each product; a picture already right is left."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, product in enumerate(products):
        if number % 50 == 0:
            progress("pictures", number, len(products))
        path = folder / f"{product.id}.svg"
        drawn = picture(product.drawing, product.paint)
        if not path.exists() or path.read_text("utf-8") != drawn:
            path.write_text(drawn, "utf-8")
    progress("pictures", len(products), len(products))


@cache
def picture(drawing: str, paint: str) -> str:
    """The SVG of a drawing in one paint."""
    template = (DRAWINGS / f"{drawing}.svg").read_text("utf-8")
    shades = _shades(_palette()[paint])
    return _PLACEHOLDER.sub(lambda slot: shades[slot[1]], template)


def _shades(colour: Rgb) -> dict[str, str]:
    """The tones that drawings use, named in their placeholders."""
    bright = sum(colour) / 3 > 205
    return {
        "colour": _hex(colour),
        "dark": _hex(_mixed(colour, _BLACK, 0.22)),
        "deep": _hex(_mixed(colour, _BLACK, 0.48)),
        "light": _hex(_mixed(colour, _WHITE, 0.35)),
        "pale": _hex(_mixed(colour, _WHITE, 0.68)),
        # Something white would vanish on its own tint.
        "background": "#d9e2ea" if bright else _hex(_mixed(colour, _WHITE, 0.84)),
        "halo": "#e6ecf1" if bright else _hex(_mixed(colour, _WHITE, 0.9)),
        "floor": "#c6d2dc" if bright else _hex(_mixed(colour, _WHITE, 0.7)),
    }


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    mixed = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    red, green, blue = mixed
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


@cache
def _palette() -> dict[str, Rgb]:
    rows: dict[str, str] = read_yaml(HERE / "palette.yml")
    return {
        name: (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16))
        for name, code in rows.items()
    }
