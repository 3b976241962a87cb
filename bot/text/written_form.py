"""One written form for matching, character for character as long as the original.

Equal length keeps the offsets of entities true for the text the customer typed.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import opencc

_HAN = (range(0x3400, 0x9FFF), range(0xF900, 0xFAFF))
_PLAIN = {
    "\u3000": " ",
    "\u00a0": " ",
    "\u200b": " ",
    "\u200d": " ",
    "\ufeff": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "‘": "'",
    "’": "'",
    "´": "'",
    "`": "'",
    "“": '"',
    "”": '"',
    "「": '"',
    "」": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "～": "-",
    "〜": "-",
    "。": ".",
    "、": ",",
    "￥": "¥",
    "﹟": "#",
}
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_RUN = re.compile(r"(.)\1{3,}")


def written_form(text: str) -> str:
    """Half-width, simplified, lower-case twin of ``text``, of the same length."""
    return "".join(_lower(char) for char in text.translate(_table()))


def comparable(text: str) -> str:
    """The form that intents are learnt from: noise gone, so lengths may differ.

    Every digit becomes 0, because which number it is says nothing about the wish.
    """
    text = _MARKUP.sub(" ", _URL.sub(" url ", written_form(text)))
    text = re.sub(r"\d", "0", text)
    text = _RUN.sub(r"\1\1", text)
    return re.sub(r"\s+", " ", text).strip()


def has_han(text: str) -> bool:
    """Whether any character of the text is Chinese."""
    return any(is_han(char) for char in text)


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one."""
    return any(ord(char) in block for block in _HAN)


def han_share(text: str) -> float:
    """Chinese characters among all letters, 0 to 1; 0 when there are no letters."""
    letters = [char for char in text if char.isalpha()]
    return sum(map(is_han, letters)) / len(letters) if letters else 0.0


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char  # "İ" would become two


@functools.cache
def _table() -> dict[int, str]:
    table = {ord(wide): plain for wide, plain in _PLAIN.items()}
    for code in range(0xFF01, 0xFF5F):  # full-width forms of ASCII
        table.setdefault(code, unicodedata.normalize("NFKC", chr(code)))
    simplify = opencc.OpenCC("t2s").convert
    for block in _HAN:
        for code in block:
            simple = simplify(chr(code))
            if simple != chr(code) and len(simple) == 1:
                table[code] = simple
    return table
