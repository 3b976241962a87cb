"""The words that this shop's customers can mean: brands, categories, colours, products.

Written to ``var/vocabulary.json`` for the bot, and kept with the index for searches.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from knowledge.catalogue.colours import colour_words
from knowledge.catalogue.models import Category, Product
from knowledge.lexicon import Lexicon, everyday
from retrieval.searcher import Searcher
from retrieval.snapshot import Snapshot
from retrieval.words import has_han, normalise, stem

_OPTION_WORDS = Path(__file__).with_name("option_words.yml")
_LATIN = re.compile(r"[a-z0-9]+(?:[.'&+-][a-z0-9]+)*")
MOST_PRODUCTS = 3000

Aliases = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Vocabulary:
    """Canonical values and every way to say them, in both languages.

    ``parents`` leads from a category to its parent; ``pairs`` are (English, Chinese)
    names that the catalogue itself translates.
    """

    brands: Aliases = field(default_factory=dict)
    categories: Aliases = field(default_factory=dict)
    colours: Aliases = field(default_factory=dict)
    products: Aliases = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    pairs: Sequence[tuple[str, str]] = ()

    @cached_property
    def lexicon(self) -> Lexicon:
        """Everyday words, where this shop's own do not say otherwise."""
        return everyday().with_pairs((one, other) for one, other in self.pairs)

    @cached_property
    def brand_words(self) -> Mapping[str, frozenset[str]]:
        """Normalised alias -> brands."""
        return _inverted(self.brands)

    @cached_property
    def category_words(self) -> Mapping[str, frozenset[str]]:
        """Normalised alias -> categories."""
        return _inverted(self.categories)

    @cached_property
    def colour_words(self) -> Mapping[str, frozenset[str]]:
        """Normalised alias -> colours."""
        return _inverted(self.colours)

    def below(self, category: str) -> frozenset[str]:
        """A category and everything under it."""
        found, frontier = {category}, [category]
        while frontier:
            parent = frontier.pop()
            children = {one for one, over in self.parents.items() if over == parent}
            frontier.extend(children - found)
            found |= children
        return frozenset(found)

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the index; products are only for the bot's file."""
        return {**asdict(self), "products": {}}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Vocabulary:
        """The reverse of :meth:`to_json`."""
        return cls(**kept) if kept else cls(colours=colour_words())


def vocabulary_of(searcher: Searcher) -> Vocabulary:
    """The vocabulary that belongs to the live index."""
    return vocabulary_in(searcher.snapshot)


def vocabulary_in(snapshot: Snapshot) -> Vocabulary:
    """The vocabulary that belongs to one generation."""
    return snapshot.derived(
        "vocabulary",
        lambda one: Vocabulary.from_json(one.attachments.get("vocabulary", {})),
    )


def make_vocabulary(
    products: Iterable[Product], categories: Iterable[Category]
) -> Vocabulary:
    """The vocabulary of a catalogue."""
    products, categories = list(products), list(categories)
    popular = sorted(products, key=lambda one: (-one.popularity, one.id))
    names = {one.id: _said(one.name.values()) for one in popular[:MOST_PRODUCTS]}
    return Vocabulary(
        brands=_brands(products),
        categories={one.id: _category_words(one) for one in categories},
        colours={colour: list(words) for colour, words in colour_words().items()},
        products=names,
        parents={one.id: one.parent_id for one in categories if one.parent_id},
        pairs=_pairs(categories),
    )


def write_vocabulary(vocabulary: Vocabulary, file: Path) -> bool:
    """Write the bot's file, atomically, when it says something new."""
    kept = {
        "brand": vocabulary.brands,
        "category": vocabulary.categories,
        "colour": vocabulary.colours,
        "product": vocabulary.products,
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if file.exists() and file.read_text("utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".fresh")
    fresh.write_text(text, "utf-8")
    fresh.replace(file)
    return True


def alias_key(text: str) -> str:
    """How an alias is compared: English by stems, Chinese as it is written."""
    plain = normalise(text).strip()
    if has_han(plain):
        return plain
    return " ".join(stem(word) for word in _LATIN.findall(plain))


def _brands(products: Sequence[Product]) -> Aliases:
    chinese = _brand_names()
    found: dict[str, list[str]] = {}
    for brand in sorted({one.brand for one in products if one.brand}):
        short = brand.removesuffix(".com")
        words = [brand, short, *chinese.get(brand, {}).values()]
        found[brand] = _said(words)
    return found


@cache
def _brand_names() -> Mapping[str, Mapping[str, str]]:
    loaded: dict[str, Any] = yaml.safe_load(_OPTION_WORDS.read_text("utf-8"))
    names: dict[str, dict[str, str]] = loaded.get("brands", {})
    return names


def _category_words(category: Category) -> list[str]:
    words = [*category.name.values()]
    for synonyms in category.synonyms.values():
        words.extend(synonyms)
    return _said(words)


def _pairs(categories: Sequence[Category]) -> list[tuple[str, str]]:
    """The categories' names in both languages; products' are too long for phrases."""
    found: dict[tuple[str, str], None] = {}
    for category in categories:
        if category.name.get("en") and category.name.get("zh"):
            found[(category.name["en"], category.name["zh"])] = None
            for word in category.synonyms.get("zh", []):
                found[(category.name["en"], word)] = None
    return list(found)


def _inverted(aliases: Aliases) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for canonical, words in aliases.items():
        for word in words:
            if key := alias_key(word):
                found[key].add(canonical)
    return {key: frozenset(values) for key, values in found.items()}


def _said(words: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(word).strip() for word in words if word))
