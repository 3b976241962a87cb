"""Which language a message is in, when the message itself makes that clear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot.text.written_form import is_han, written_form

# Words that only somebody writing English uses. "ok", "hi", "bye", brand and product
# names are typed by everybody, so they prove nothing.
_ENGLISH = frozenset(
    Path(__file__).with_name("english_words.txt").read_text("utf-8").split()
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def clear_language(text: str, names: Iterable[tuple[int, int]] = ()) -> str | None:
    """``"en"`` or ``"zh"`` where the evidence is clear, else None.

    ``names`` are the spans of brands, numbers and the like, which are typed the same
    way in either language. Any Chinese outweighs loan words ("我要cancel订单"), unless
    it is a word or two inside an English sentence.
    """
    plain = list(written_form(text))
    for start, end in names:
        plain[start:end] = " " * (end - start)
    rest = "".join(plain)
    chinese = sum(map(is_han, rest))
    english = sum(_is_english(word) for word in _WORD.findall(rest))
    if chinese:
        return "en" if english > chinese else "zh"
    return "en" if english else None


def _is_english(word: str) -> bool:
    return word.split("'", maxsplit=1)[0] in _ENGLISH or word in _ENGLISH
