"""Numbers of carriers and of campaigns: tracking numbers and coupon codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.fact import Fact

_TRACKING = re.compile(
    r"(?<![\w#@.])(1z[0-9a-z]{16}|[a-z]{2}\d{9}[a-z]{2}|[a-z]{2,5}-?\d{9,18}|\d{12,22})(?![\w@])"
)
_ANNOUNCED = re.compile(
    r"(?:tracking|track|waybill|parcel|运单|快递单?|物流|单号)[^a-z\d]{0,3}"
    r"(?:number|num|no|code|id|号|编号|码)?[^a-z\d]{0,3}(?:is|was)?[^a-z\d]{0,3}"
    r"([a-z]{0,5}-?\d{8,22}[a-z]{0,2})(?![\w@])"
)
_COUPON = re.compile(
    r"(?:coupons?|promo(?:tion)?(?:al)?|discount|voucher|优惠券?|折扣|券|口令|兑换)"
    r"\s*(?:code|码|代码)?\s*(?:is|was|called|named|是|叫|用|:|：|\"|')*\s*"
    r"([A-Za-z]{2,}[A-Za-z0-9]*\d+[A-Za-z0-9]*|[A-Z][A-Z0-9]{3,15})(?![\w@])"
    r"|\b(?:code|码)\s*(?:is|是|:|：|\"|')*\s*([A-Za-z]{2,}[A-Za-z0-9]*\d+|[A-Z][A-Z0-9]{3,15})(?![\w@])"
    r"|(?<![\w#@])([A-Z]{3,}\d{1,3})(?![\w@])"
)
_BARE = re.compile(
    r"\s*(?:use |apply |用)?([A-Za-z]{3,}\d{1,3})\s*(?:please|pls)?[.!]?\s*"
)


def tracking_numbers(text: str) -> Iterator[Fact]:
    """Tracking numbers in upper case, by their form or after a word for one."""
    for pattern in (_TRACKING, _ANNOUNCED):
        for match in pattern.finditer(text):
            value = match[1].upper()
            if sum(char.isdigit() for char in value) >= 8:
                yield Fact("tracking_number", match.start(1), match.end(1), value)


def coupon_codes(typed: str) -> Iterator[Fact]:
    """Coupon codes in upper case: after a word for one, or letters then digits."""
    for match in _COUPON.finditer(typed):
        group = match.lastindex or 0
        yield Fact(
            "coupon_code", match.start(group), match.end(group), match[group].upper()
        )
    if match := _BARE.fullmatch(typed):
        yield Fact("coupon_code", match.start(1), match.end(1), match[1].upper())
