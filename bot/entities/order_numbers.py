"""Order numbers, "#W" and seven digits, as people type and dictate them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.fact import Fact

_SPELLED = str.maketrans("零〇一二三四五六七八九", "00123456789")
_SEVEN = r"\d(?:[ -]?\d){6}(?![ -]?\d)(?![a-z])"
_PATTERNS = (
    re.compile(rf"(?<![a-z0-9])#?\s*w\s*[-#:]?\s*({_SEVEN})"),
    re.compile(rf"(?<![a-z0-9])#\s*({_SEVEN})"),
    re.compile(
        r"(?:订单号?码?|单号|order(?: ?(?:number|num|nr|no|id))?)"
        rf"\s*(?:is|was|是|为|[.:#])*\s*({_SEVEN})"
    ),
    re.compile(r"(?<![\w.,$¥€£-])(\d{7})(?![\w%]|[.,-]\d)"),
)


def order_numbers(text: str) -> Iterator[Fact]:
    """Each order number in a written form; its value is ``#W1234567``."""
    # Digits said in Chinese are as long as digits, so offsets stay true.
    text = re.sub("[零〇一二三四五六七八九]{7,}", _digits, text)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            digits = re.sub(r"\D", "", match[1])
            cue = match.group().startswith(("#", "w", " ")) or match[1] == match.group()
            start = match.start() if cue else match.start(1)
            start += len(text[start : match.end()]) - len(
                text[start : match.end()].lstrip()
            )
            yield Fact("order_number", start, match.end(), f"#W{digits}")


def _digits(match: re.Match[str]) -> str:
    return match.group().translate(_SPELLED)
