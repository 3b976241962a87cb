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
_VERB = r"(?:speak|talk|write|reply|answer|respond|switch|change|continue|go on)\b"
_PUT = "(?:说(?!明)|讲|用|换成?|切换成?|改成?|转成?|回复?)"
_ONLY = "(?:in |(?:请|我要)?)(?:{0})(?: please| pls|吧|回答|回复|谢谢)?"
_WISHES = {
    language: re.compile(
        rf"{_VERB}.{{0,25}}\b(?:{english})\b|{_PUT}.{{0,3}}(?:{chinese})"
        rf"|^{_ONLY.format(f'{english}|{chinese}')}$"
    )
    for language, english, chinese in (
        ("zh", "chinese|mandarin", "中文|汉语|普通话|国语"),
        ("en", "english", "英文|英语"),
    )
}
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
    words = [word for word in _WORD.findall(rest) if _is_english(word)]
    english = len(words)
    if chinese:
        return "en" if english > chinese else "zh"
    # One short word ("or", "no") stands in scraps of anything.
    return "en" if english > 1 or any(len(word) > 3 for word in words) else None


def wished_language(text: str) -> str | None:
    """The language that the customer asks for: "speak Chinese please" is ``"zh"``."""
    plain = written_form(text).strip(" .!?。！？")
    for language, wish in _WISHES.items():
        if wish.search(plain):
            return language
    return None


def _is_english(word: str) -> bool:
    return word.split("'", maxsplit=1)[0] in _ENGLISH or word in _ENGLISH
