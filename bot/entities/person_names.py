"""Names of people, after words that announce them: "my name is", "我叫"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.fact import Fact
from bot.text.written_form import has_han

_PART = r"[^\W\d_][^\W\d_]*(?:['’-][^\W\d_]+)*"
_ENGLISH = re.compile(
    r"(?:my (?:full )?name(?:'s| is|:)|(?:full )?name\s*[:：is]+|\bcall me|名字是)"
    rf"\s+({_PART}(?:\s+{_PART}){{0,3}})",
    re.IGNORECASE,
)
# "I'm" announces far more than names, so a postal code must follow, or capitals.
_ENGLISH_WEAK = re.compile(
    r"(?:\b(?i:i'm|i am|im|this is|it's|it is))\s+"
    rf"({_PART}(?:\s+{_PART}){{1,2}})(?=\s*[,，;]?\s*(?i:zip|post\w*|code|is|and|my|:|\s)*\d{{5,6}}\b)"
)
_ENGLISH_CAPITAL = re.compile(
    r"\b(?:[Ii]'m|[Ii] am|[Tt]his is|[Ii]t's)\s+"
    r"((?:[A-Z][\w'’-]+\s+){1,2}[A-Z][\w'’-]+)"
)
_BEFORE_POSTAL = re.compile(
    rf"^\s*({_PART}(?:\s+{_PART}){{1,2}})\s*[,，;/]?\s*(?=\d{{5,6}}\b)", re.IGNORECASE
)
_HAN_NAME = r"[\u4e00-\u9fff·]{2,4}?"
_CHINESE = re.compile(
    rf"(?:我叫|我的名字是|我的名字叫|名字叫|姓名是?[:：]?|本人叫?|收件人是?[:：]?)\s*({_HAN_NAME})"
    r"(?=$|[\s,，。.!！;；、]|的|邮|手机|电话|订单|号)"
)
_CHINESE_WEAK = re.compile(
    rf"(?:^|我是|我叫|叫)\s*({_HAN_NAME})\s*[,，、;；]?\s*(?:邮编是?[:：]?|邮政编码是?[:：]?)?\s*(?=\d{{5,6}}(?!\d))"
)
_STOP = frozenset(
    {
        *("and", "my", "zip", "zipcode", "code", "postcode", "postal", "email", "mail"),
        *("e-mail", "is", "the", "order", "number", "from", "i", "im", "looking", "at"),
        *(
            "trying",
            "phone",
            "but",
            "with",
            "for",
            "not",
            "a",
            "an",
            "please",
            "thanks",
        ),
        *("address", "here", "live", "in", "to", "of", "on"),
    }
)
_ANNOUNCED = (_ENGLISH, _ENGLISH_WEAK, _ENGLISH_CAPITAL, _CHINESE)
_NOT_NAMES = frozenset(
    {
        *("邮编", "邮编是", "我的邮编", "邮政编码", "单号", "订单号", "订单"),
        *("电话", "手机", "手机号"),
    }
)


def person_names(typed: str) -> Iterator[Fact]:
    """Names in the text as it was typed, whose capitals are a hint."""
    announced = [*_found(typed, _ANNOUNCED)]
    yield from announced or _found(typed, (_BEFORE_POSTAL, _CHINESE_WEAK))


def _found(typed: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Fact]:
    for pattern in patterns:
        for match in pattern.finditer(typed):
            name = _until_stop(match[1])
            # One bare word is a name only where words for a name stand before it.
            if name not in _NOT_NAMES and (
                pattern is _ENGLISH or " " in name or has_han(name)
            ):
                start = match.start(1)
                yield Fact("person_name", start, start + len(name), _proper(name))


def _until_stop(words: str) -> str:
    kept = []
    for word in re.split(r"(\s+)", words):
        if word.lower() in _STOP:
            break
        kept.append(word)
    return "".join(kept).strip()


def _proper(name: str) -> str:
    return " ".join(
        word if any(c.isupper() for c in word) else word.capitalize()
        for word in name.split()
    )
