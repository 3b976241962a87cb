"""How many, which one of a list, and what size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.fact import Fact
from bot.entities.numbers import parse_number

_HAN_COUNT = r"[一二两俩三四五六七八九十]{1,3}"
_SMALL = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_THINGS = r"pieces?|pcs?|units?|items?|pairs?|packs?|boxes|sets?|bottles?|copies|of (?:them|those|these|it)"
_MEASURES = "件|个|只|双|台|条|套|包|盒|瓶|本|箱|份|把|张|副|罐|袋|部|支|块表"
_QUANTITY = re.compile(
    rf"(?<![\w.,$#-])(\d{{1,3}}|{_SMALL}|one|a couple|a dozen)\s?(?:x\s|(?:{_THINGS})\b)"
    rf"|(?<![\w.,$#-])(\d{{1,3}})\s?x(?![\w])|\bx\s?(\d{{1,3}})(?!\w)"
    rf"|\b(?:quantity|qty|number of items)\D{{0,6}}(\d{{1,3}}|{_SMALL}|one)\b"
    rf"|(?:数量\D{{0,3}})(\d{{1,3}}|{_HAN_COUNT})"
    rf"|(?<![第\d.])(\d{{1,3}}|{_HAN_COUNT})\s?(?:{_MEASURES})(?!月|星期|礼拜|小时|人工)"
    rf"|\b(?:i meant|make it|make that|change (?:it )?to|only|just|want|need|add|order|buy"
    rf"|get|take)\s(?:me )?(\d{{1,2}}|{_SMALL}|one)(?![\w$%.]|\s?(?:inch|cm|gb|days?|weeks?|hours?|minutes?|years?))"
    rf"|^\s*(\d{{1,2}}|{_SMALL}|one|{_HAN_COUNT})\s*[.!]?\s*$"
)
_ENGLISH_PLACES = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4,
    "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "last": -1, "latter": -1,
    "former": 1,
}  # fmt: skip
_PLACE = "|".join(_ENGLISH_PLACES)
_ENGLISH_ORDINAL = re.compile(
    rf"\b(?:the |my |that |this )?({_PLACE})(?: one| item| product| option| order| parcel"
    r"| package| two| coupon)?\b(?! name| time| class| hand| of (?!the|them|these|those)| week| month| year| night"
    r"| mon| tue| wed| thu| fri| sat| sun| \d| few| seconds?)"
)
_NUMBERED = re.compile(
    r"\b(?:number|option|no\.?|item|choice|#)\s?(\d{1,2}|one|two|three|four|five|six)(?![\w])"
)
_HAN_ORDINAL = re.compile(
    rf"第\s?(\d{{1,2}}|{_HAN_COUNT})\s?(?:个|款|件|条|种|张|双|台|单|样|项|本|套|只)?"
    r"|(最后(?:一)?(?:个|款|件|条|种|张|双|台|单))|(前者)|(后者)"
)
_LETTERS = r"xxs|xs|xxxl|xxl|xl|[2-5]xl|s|m|l|small|medium|large|extra large|extra small|one size"
_SIZE = re.compile(
    rf"\bsize\s?(?:is |of |:)?\s?({_LETTERS}|\d{{1,2}}(?:\.5)?|(?:us|uk|eu)\s?\d{{1,2}}(?:\.5)?)(?![\w])"
    r"|(?<![a-z0-9])(xxs|xs|xxxl|xxl|xl|[2-5]xl)(?![a-z0-9])"
    r"|(?<![\w.])((?:us|uk|eu)\s?\d{1,2}(?:\.5)?)(?![\w%])"
    r"|(?<![\w.,$])(\d{1,4}(?:\.\d+)?\s?-?(?:inch(?:es)?|gb|tb|ml|cm|mm|oz|liters?|litres?|kg|mah|watts?|英寸|寸|毫升|厘米|公斤|升|毫米|斤))(?![a-z])"
    r"|(?<![\d.])(\d{2}(?:\.5)?)\s?码"
    rf"|({_LETTERS})\s?(?:size\b|码|号)|(特大号?|加大|大号|中号|小号|大码|中码|小码|均码)"
    r"|\b(?:in (?:a )?|a |the )(small|medium|large)\b(?! order| one| part| number| problem)"
    r"|^\s*(s|m|l|small|medium|large)\s*$"
)
_SIZE_WORDS = {"small": "S", "medium": "M", "large": "L", "extra large": "XL",
    "extra small": "XS", "大号": "L", "大码": "L", "中号": "M", "中码": "M", "小号": "S",
    "小码": "S", "加大": "XL", "特大": "XL", "特大号": "XL", "均码": "one size"}  # fmt: skip


def quantities(text: str) -> Iterator[Fact]:
    """How many of a thing, where the number says so itself or the words around it."""
    for match in _QUANTITY.finditer(text):
        group = match.lastindex or 0
        said = match[group].removeprefix("a ")
        number = 2.0 if said == "couple" else parse_number(said)
        if number is not None and 0 < number < 1000 and number == int(number):
            yield Fact("quantity", match.start(group), match.end(group), int(number))


def ordinals(text: str) -> Iterator[Fact]:
    """Which one of a list: 1 is the first, -1 the last."""
    for match in _ENGLISH_ORDINAL.finditer(text):
        place = _ENGLISH_PLACES[match[1]]
        yield Fact("ordinal", match.start(), match.end(), place)
    for match in _NUMBERED.finditer(text):
        if number := parse_number(match[1]):
            yield Fact("ordinal", match.start(), match.end(), int(number))
    for match in _HAN_ORDINAL.finditer(text):
        number = parse_number(match[1]) if match[1] else (1.0 if match[3] else -1.0)
        if number:
            yield Fact("ordinal", match.start(), match.end(), int(number))


def sizes(text: str) -> Iterator[Fact]:
    """Sizes of clothes and shoes, and measures of things, as one writes them on labels."""
    for match in _SIZE.finditer(text):
        group = match.lastindex or 0
        said = re.sub(r"\s+", " ", match[group]).strip()
        yield Fact("size", match.start(group), match.end(group), _size(said))


def _size(said: str) -> str:
    if said in _SIZE_WORDS:
        return _SIZE_WORDS[said]
    measure = re.fullmatch(r"(\d+(?:\.\d+)?)\s?-?([a-z\u4e00-\u9fff]+)", said)
    if not measure or said.endswith("xl"):
        return said.upper() if said != "one size" else said
    unit = {"inches": "inch", "英寸": "inch", "寸": "inch", "毫升": "ml", "厘米": "cm",
            "公斤": "kg", "毫米": "mm", "升": "l", "litre": "l", "litres": "l",
            "liter": "l", "liters": "l", "watts": "watt"}.get(measure[2], measure[2])  # fmt: skip
    glued = unit.upper() if unit in {"gb", "tb"} else unit
    return f"{measure[1]}{glued}" if unit in {"gb", "tb", "ml"} else f"{measure[1]} {glued}"
