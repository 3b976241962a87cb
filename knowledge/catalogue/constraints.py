"""What a search asks for besides words: price, brand, colour, category, size, stock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from knowledge.catalogue.facets import MEASURE, Measure, measure
from knowledge.catalogue.prices import read_price
from knowledge.catalogue.vocabulary import Vocabulary, alias_key
from retrieval.words import has_han, normalise, stem

Names = frozenset[str]


@dataclass(frozen=True)
class Constraints:
    """A search, understood. ``words`` is what remains to be looked for; amounts are in
    the smallest unit; names are canonical values of the vocabulary."""

    words: str = ""
    price_min: int | None = None
    price_max: int | None = None
    brands: Names = frozenset()
    not_brands: Names = frozenset()
    categories: Names = frozenset()
    not_categories: Names = frozenset()
    colours: Names = frozenset()
    not_colours: Names = frozenset()
    sizes: Names = frozenset()
    measures: tuple[Measure, ...] = ()
    in_stock: bool = False
    not_words: tuple[str, ...] = ()

    def merged(self, other: Constraints) -> Constraints:
        """Both; where ``other`` says something, it wins."""
        said = {
            one.name: getattr(other, one.name)
            for one in fields(other)
            if getattr(other, one.name) not in (None, "", frozenset(), (), False)
        }
        return replace(self, **said)

    def to_json(self) -> dict[str, Any]:
        """Only what is said, as JSON."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "measures":
                value = [[each.amount, each.unit] for each in value]
            elif isinstance(value, frozenset):
                value = sorted(value)
            elif isinstance(value, tuple):
                value = list(value)
            if value not in (None, "", [], False):
                found[one.name] = value
        return found

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Constraints:
        """The reverse of :meth:`to_json`."""
        values: dict[str, Any] = dict(kept)
        for one in fields(cls):
            if one.name in values and str(one.type) == "Names":
                values[one.name] = frozenset(values[one.name])
        if "measures" in values:
            values["measures"] = tuple(Measure(*each) for each in values["measures"])
        if "not_words" in values:
            values["not_words"] = tuple(values["not_words"])
        return cls(**values)


# Colours that name things as well are colours only after "in".
_THINGS = (
    "chocolate charcoal midnight ivory rose mint sage olive sand oak walnut bamboo"
    " brass copper bronze clear cream coral tan camel mustard terracotta rainbow"
    " lavender lilac"
)
ALSO_THINGS = frozenset(_THINGS.split())
_STOCK = re.compile(
    r"\b(?:(?:that (?:is|are) )?(?:currently )?in stock|available (?:now|today))\b"
    r"|(?:要|只要)?(?:有现货|有货|现货|有库存)的?"
)
_NOT = re.compile(
    r"(?:\b(?:not|no|without|except(?: for)?|but not|other than|excluding|isn't|aren't)"
    r"(?: (?:a|an|the|from|by|in))?\s+|\bnon-)(?P<what>[a-z0-9][\w&'-]*(?: [\w&'-]+)?)"
    r"|(?:不想要|不喜欢|不要|别要|除了|不是|非)(?P<han>[^\W的]{1,6})"
)
_FOR = re.compile(
    r"(?:\b(?:for|fits?|compatible with)(?: (?:a|an|my|the))?|适用|兼容|配)\s*$"
)
_SIZE = re.compile(
    r"\bsize\s+(?P<size>\d{1,2}(?:\.5)?|x{0,3}[sl]|m|small|medium|large)\b"
    r"|\b(?P<letters>xx?x?-?(?:s|l|large|small))\b"
    r"|\b(?P<word>small|medium|large|extra large) size\b"
    r"|(?P<code>(?<![a-z0-9])(?:x{0,3}[sl]|m|\d{2}(?:\.5)?))\s*[码号]"
    r"|(?P<han>均码|加大号|大号|中号|小号)"
)
_HAN_SIZES = {
    "均码": "one size",
    "加大号": "extra large",
    "大号": "large",
    "中号": "medium",
    "小号": "small",
}
# What people say around a wish; it would only be matched by accident.
_FILLERS = re.compile(
    r"\b(?:i(?:'m| am)? (?:need|want|would like|looking for|searching for)"
    r"(?: to (?:buy|get|find))?|i'?d like(?: to (?:buy|get|find))?|im looking for"
    r"|(?:can|could) you (?:show|find|recommend|get)(?: me)?"
    r"|do you (?:have|sell|carry|stock)|show me|find me|give me|looking for"
    r"|search(?: for)?|recommend(?: me)?|something|anything|some|any|please|pls"
    r"|thanks|products?|items?|stuff|what .{0,8}do you have|have you got|got any"
    r"|shop for|buy|cheap(?:est)?|affordable|good|best|nice)\b"
    r"|我想买|我想要|我要买|我要|我想|想买|想要|帮我找|帮我|给我|有没有|有什么|有哪些|推荐"
    r"|找一下|找找|看看|找|[来买]一?[个款双件台条]|一[个款双件台条]|哪些|什么|好用|好一点"
    r"|便宜点?|价格|东西|商品|产品"
)


def read_constraints(
    text: str, *, vocabulary: Vocabulary, language: str = "en"
) -> Constraints:
    """Takes the structured part out of a wish, in either language or a mixture."""
    del language  # both are read at once: people mix them
    plain = re.sub(r"\s+", " ", normalise(text))
    price = read_price(plain)
    rest, found_stock = _STOCK.subn(" ", price.rest)
    rest, refused, not_words = _read_refused(rest, vocabulary)
    # "3m" is a length before it is a brand.
    wanted = _read_named(MEASURE.sub(" ", rest), vocabulary)
    rest = _FILLERS.sub(" ", rest)
    rest = re.sub(r"[?!。？！,，、;]+|\s+", " ", rest).strip(" .的")
    if _is_only_colour(rest, wanted, vocabulary):
        rest = ""
    return Constraints(
        words=rest,
        price_min=price.low,
        price_max=price.high,
        brands=wanted.brands,
        not_brands=refused.brands,
        categories=wanted.categories,
        not_categories=refused.categories,
        colours=wanted.colours,
        not_colours=refused.colours,
        sizes=frozenset(_sizes(rest)),
        measures=tuple(measure(one[1], one[2]) for one in MEASURE.finditer(rest)),
        in_stock=bool(found_stock),
        not_words=not_words,
    )


def _is_only_colour(text: str, wanted: Named, vocabulary: Vocabulary) -> bool:
    """ "Something blue": the filter says it all, and as a word it would only attract
    what is called blue."""
    if not wanted.colours or wanted.brands or wanted.categories:
        return False
    bare = re.sub(r"\b(?:in|colou?r(?:ed)?|ones?)\b|的", " ", text).strip()
    return alias_key(bare) in vocabulary.colour_words


@dataclass
class Named:
    """Canonical values that a text names."""

    brands: Names = field(default_factory=frozenset)
    categories: Names = field(default_factory=frozenset)
    colours: Names = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.brands or self.categories or self.colours)


def _read_refused(
    text: str, vocabulary: Vocabulary
) -> tuple[str, Named, tuple[str, ...]]:
    """What must not be: taken out of the text, so that it does not attract."""
    refused, words = Named(), []
    rest = text
    for found in _NOT.finditer(text):
        what = found["what"] or found["han"]
        named = _read_named(what, vocabulary)
        if named:
            refused = Named(
                refused.brands | named.brands,
                refused.categories | named.categories,
                refused.colours | named.colours,
            )
            rest = rest.replace(found[0], " ")
        elif found["what"] and not found[0].startswith("non-"):
            first = what.split()[0]
            words.append(first)
            rest = rest.replace(found[0][: found[0].index(first) + len(first)], " ")
    return rest, refused, tuple(words)


def _read_named(text: str, vocabulary: Vocabulary) -> Named:
    return Named(
        brands=_brands(text, vocabulary),
        categories=_categories(text, vocabulary),
        colours=_colours(text, vocabulary),
    )


def _colours(text: str, vocabulary: Vocabulary) -> Names:
    found: set[str] = set()
    for names, at in _mentions(text, vocabulary.colour_words):
        word = re.match(r"[a-z]*", text[at:])
        is_also_a_thing = word is not None and word[0] in ALSO_THINGS
        if not is_also_a_thing or text[:at].endswith("in "):
            found |= names
    return frozenset(found)


def _brands(text: str, vocabulary: Vocabulary) -> Names:
    found: set[str] = set()
    for names, at in _mentions(text, vocabulary.brand_words):
        # "a case for samsung" is seldom made by Samsung.
        if not _FOR.search(text[:at]):
            found |= names
    return frozenset(found)


def _categories(text: str, vocabulary: Vocabulary) -> Names:
    found: set[str] = set()
    for names, _ in _mentions(text, vocabulary.category_words):
        found |= names
    return frozenset(found)


def _mentions(text: str, words: Mapping[str, Names]) -> Iterator[tuple[Names, int]]:
    """Longest mentions first taken, left to right, with where they stand."""
    yield from _latin_mentions(text, words)
    if has_han(text):
        yield from _han_mentions(text, words)


def _latin_mentions(
    text: str, words: Mapping[str, Names]
) -> Iterator[tuple[Names, int]]:
    spans = list(re.finditer(r"[a-z0-9]+(?:[.'&+-][a-z0-9]+)*", text))
    keys = [stem(span[0]) for span in spans]
    at = 0
    while at < len(keys):
        for size in range(min(5, len(keys) - at), 0, -1):
            key = " ".join(keys[at : at + size])
            if key in words:
                yield words[key], spans[at].start()
                at += size - 1
                break
        at += 1


def _han_mentions(text: str, words: Mapping[str, Names]) -> Iterator[tuple[Names, int]]:
    at = 0
    while at < len(text):
        for size in range(min(10, len(text) - at), 0, -1):
            part = text[at : at + size]
            if size == 1 and not _stands_alone(text, at):
                continue
            if has_han(part) and part in words:
                yield words[part], at
                at += size - 1
                break
        at += 1


def _stands_alone(text: str, at: int) -> bool:
    """One character means itself only beside 的 or 款: 蓝牙 is not blue, 蓝的 is."""
    after = text[at + 1 : at + 2]
    return not has_han(after) or after in "的款色"


def _sizes(text: str) -> Iterator[str]:
    for found in _SIZE.finditer(text):
        if found["han"]:
            yield _HAN_SIZES[found["han"]]
        else:
            named = (found["size"], found["letters"], found["word"], found["code"])
            yield next(one for one in named if one).replace("-", "")


__all__ = ["Constraints", "alias_key", "read_constraints"]
