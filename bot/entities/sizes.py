"""Sizes of clothes and shoes, and measures as they stand on labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.fact import Fact

_LETTERS = (
    r"xxs|xs|xxxl|xxl|xl|[2-5]xl|s|m|l|small|medium|large|extra large|extra small"
    r"|one size"
)
_UNIT = (
    r"inch(?:es)?|gb|tb|ml|cm|mm|oz|lit(?:er|re)s?|kg|mah|watts?"
    r"|英寸|寸|毫升|厘米|公斤|升|毫米"
)
_SHOE = r"(?:us|uk|eu)\s?\d{1,2}(?:\.5)?"
_SIZES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bsize\s?(?:is |of |:)?\s?({_LETTERS}|\d{{1,2}}(?:\.5)?|{_SHOE})(?!\w)",
        r"(?<![a-z0-9])(xxs|xs|xxxl|xxl|xl|[2-5]xl)(?![a-z0-9])",
        rf"(?<![\w.])({_SHOE})(?![\w%])",
        rf"(?<![\w.,$])(\d{{1,4}}(?:\.\d+)?\s?-?(?:{_UNIT}))(?![a-z])",
        r"(?<![\d.])(\d{2}(?:\.5)?)\s?码",
        rf"(?<![a-z])({_LETTERS})\s?(?:size\b|码|号)",
        r"(特大号?|加大|大号|中号|小号|大码|中码|小码|均码)",
        r"\b(?:in (?:a )?|a |the )(small|medium|large)\b"
        r"(?! order| one| part| number| problem)",
        r"^\s*(s|m|l|small|medium|large)\s*$",
    )
)
_LETTER_OF = {
    **{"small": "S", "小号": "S", "小码": "S", "extra small": "XS"},
    **{"medium": "M", "中号": "M", "中码": "M"},
    **{"large": "L", "大号": "L", "大码": "L"},
    **{"extra large": "XL", "加大": "XL", "特大": "XL", "特大号": "XL"},
    **{"one size": "one size", "均码": "one size"},
}
_UNIT_OF = {
    **{"inches": "inch", "英寸": "inch", "寸": "inch", "厘米": "cm", "毫米": "mm"},
    **{"毫升": "ml", "升": "l", "liter": "l", "liters": "l", "litre": "l"},
    **{"litres": "l", "公斤": "kg", "watts": "watt", "gb": "GB", "tb": "TB"},
}
_GLUED = frozenset({"GB", "TB", "ml"})
_MEASURE = re.compile(r"(\d+(?:\.\d+)?)\s?-?([a-z\u4e00-\u9fff]+)")


def sizes(text: str) -> Iterator[Fact]:
    """Each size: "XL", "42", "27 inch", "128GB"."""
    for pattern in _SIZES:
        for match in pattern.finditer(text):
            yield Fact("size", match.start(1), match.end(1), _size(match[1]))


def _size(said: str) -> str:
    said = re.sub(r"\s+", " ", said).strip()
    measure = _MEASURE.fullmatch(said)
    if said in _LETTER_OF:
        return _LETTER_OF[said]
    if measure is None or said.endswith("xl"):
        return said.upper()
    unit = _UNIT_OF.get(measure[2], measure[2])
    return f"{measure[1]}{unit}" if unit in _GLUED else f"{measure[1]} {unit}"
