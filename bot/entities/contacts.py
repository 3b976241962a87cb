"""How to reach a customer, and what he is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.fact import Fact

_EMAIL = re.compile(r"[a-z0-9][\w.+-]*\s?@\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_PHONE = re.compile(
    r"(?<![\w#-])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
    r"|(?<![\w#-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]?\d{4}(?!\d)"
    r"|(?<![\w#-])\+\d[\d -]{7,15}\d(?!\d)"
    r"|(?:phone|mobile|cell|call me (?:at|on)|电话|手机|号码)[^\d+]{0,12}"
    r"(\+?\d[\d -]{5,15}\d)"
)
_POSTAL = re.compile(
    r"(?:zip|zip ?code|post(?:al)? ?code|postcode|邮编|邮政编码)[^\w]*"
    r"(?:is|was|are|是|为|:|：|code)?[^\w]*"
    r"(\d{5}(?:-\d{4})?(?!\d)|\d{6}(?!\d)"
    r"|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?![a-z])|[a-z]\d[a-z] ?\d[a-z]\d)"
)
_BARE_POSTAL = re.compile(
    r"(?<![\w$¥€£#.,-])(\d{5}-\d{4}|\d{5,6})"
    r"(?![\d%$¥€£]|[.,]\d|-\d|\s?(?:元|块|件|个|天|毫安|mah|mm|usd|dollars?|bucks|points|积分|分))"
)


def emails(text: str) -> Iterator[Fact]:
    """E-mail addresses, in lower case."""
    for match in _EMAIL.finditer(text):
        value = match.group().replace(" ", "")
        yield Fact("email", match.start(), match.end(), value)


def phones(text: str) -> Iterator[Fact]:
    """Telephone numbers as digits, with a plus where one was typed."""
    for match in _PHONE.finditer(text):
        group = 1 if match[1] else 0
        digits = re.sub(r"[^\d+]", "", match[group])
        if 7 <= len(digits.lstrip("+")) <= 15:
            yield Fact("phone", match.start(group), match.end(group), digits)


def postal_codes(text: str) -> Iterator[Fact]:
    """Postal codes: announced ones of four countries, else five or six digits."""
    for match in _POSTAL.finditer(text):
        yield Fact("postal_code", match.start(1), match.end(1), match[1].upper())
    for match in _BARE_POSTAL.finditer(text):
        yield Fact("postal_code", match.start(1), match.end(1), match[1])
