"""The catalogue's filters as arrays, so that one pass masks every product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue.colours import passing_for
from knowledge.catalogue.constraints import Constraints
from knowledge.catalogue.facets import Measure
from knowledge.catalogue.vocabulary import Vocabulary, vocabulary_in
from retrieval.snapshot import Snapshot

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Shelf:
    """Columns over documents (``size`` of them) and over their variants."""

    size: int
    row_of: Rows  # the document of each variant
    prices: Rows
    sellable: Mask
    by_colour: Mapping[str, Rows]  # variants
    by_size: Mapping[str, Rows]  # variants
    by_measure: Mapping[tuple[float, str], Rows]  # variants
    by_brand: Mapping[str, Rows]  # documents
    by_category: Mapping[str, Rows]  # documents
    by_part: Mapping[str, Rows]  # documents whose title names an accessory
    popularity: NDArray[np.float32]  # 0..1, documents
    vocabulary: Vocabulary

    @classmethod
    def of(cls, snapshot: Snapshot) -> Shelf:
        """The columns of a generation, computed once."""
        return snapshot.derived("shelf", _make)

    def mask(self, wanted: Constraints) -> Mask:
        """Which documents have a variant that fits everything that is asked for."""
        variants = self._variants(wanted)
        rows = np.zeros(self.size, dtype=bool)
        rows[self.row_of[variants]] = True
        if wanted.brands:
            rows &= self._any(self.by_brand, wanted.brands)
        if wanted.categories:
            rows &= self.in_categories(wanted.categories)
        if wanted.not_brands:
            rows &= ~self._any(self.by_brand, wanted.not_brands)
        if wanted.not_categories:
            rows &= ~self.in_categories(wanted.not_categories)
        return rows

    def in_categories(self, names: Iterable[str]) -> Mask:
        """Which documents stand under any of these categories."""
        every = {one for name in names for one in self.vocabulary.below(name)}
        return self._any(self.by_category, every)

    def of_brands(self, names: Iterable[str]) -> Mask:
        """Which documents are of any of these brands."""
        return self._any(self.by_brand, names)

    def only_parts(self, wished: Iterable[str]) -> Mask:
        """Which documents are accessories, of kinds that nobody wished for."""
        every = self._any(self.by_part, self.by_part)
        return every & ~self._any(self.by_part, wished)

    def _variants(self, wanted: Constraints) -> Mask:
        there = np.ones(len(self.row_of), dtype=bool)
        if wanted.price_min is not None:
            there &= self.prices >= wanted.price_min
        if wanted.price_max is not None:
            there &= self.prices <= wanted.price_max
        if wanted.in_stock:
            there &= self.sellable
        if wanted.colours:
            there &= self._some(self.by_colour, shades(wanted.colours))
        if wanted.not_colours:
            there &= ~self._some(self.by_colour, shades(wanted.not_colours))
        if wanted.sizes:
            there &= self._some(self.by_size, (size.lower() for size in wanted.sizes))
        for measure in wanted.measures:
            there &= self._some(self.by_measure, self._like(measure))
        return there

    def _like(self, measure: Measure) -> list[tuple[float, str]]:
        return [
            key for key in self.by_measure if measure.matches(Measure(key[0], key[1]))
        ]

    def _some(self, index: Mapping[Key, Rows], keys: Iterable[Key]) -> Mask:
        return _union(index, keys, len(self.row_of))

    def _any(self, index: Mapping[str, Rows], keys: Iterable[str]) -> Mask:
        return _union(index, keys, self.size)


def _union(index: Mapping[Key, Rows], keys: Iterable[Key], size: int) -> Mask:
    found = np.zeros(size, dtype=bool)
    for key in keys:
        if key in index:
            found[index[key]] = True
    return found


def shades(colours: Iterable[str]) -> frozenset[str]:
    """The colours and all that pass for them."""
    return frozenset(one for colour in colours for one in passing_for(colour))


def size_words(size: str) -> list[str]:
    """A size and its parts: "US 8 wide" is found as 8 as well."""
    return [size, *(word for word in size.replace("/", " ").split() if word != size)]


def _make(snapshot: Snapshot) -> Shelf:
    row_of: list[int] = []
    prices: list[int] = []
    sellable: list[bool] = []
    indexes: dict[str, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, head in enumerate(snapshot.heads):
        indexes["brand"][head.metadata.get("brand")].append(row)
        indexes["category"][head.metadata.get("category")].append(row)
        for part in head.metadata.get("parts", []):
            indexes["part"][part].append(row)
        for variant in head.metadata.get("variants", []):
            number = len(row_of)
            row_of.append(row)
            prices.append(variant["price"])
            sellable.append(variant["sellable"])
            for colour in variant["colours"]:
                indexes["colour"][colour].append(number)
            for size in variant["sizes"]:
                for word in size_words(size):
                    indexes["size"][word].append(number)
            for amount, unit in variant["measures"]:
                indexes["measure"][amount, unit].append(number)
    arrays = {
        name: {key: np.array(rows, dtype=np.int64) for key, rows in index.items()}
        for name, index in indexes.items()
    }
    return Shelf(
        size=len(snapshot.heads),
        row_of=np.array(row_of, dtype=np.int64),
        prices=np.array(prices, dtype=np.int64),
        sellable=np.array(sellable, dtype=bool),
        by_colour=arrays.get("colour", {}),
        by_size=arrays.get("size", {}),
        by_measure=arrays.get("measure", {}),
        by_brand=arrays.get("brand", {}),
        by_category=arrays.get("category", {}),
        by_part=arrays.get("part", {}),
        popularity=_popularity(snapshot),
        vocabulary=vocabulary_in(snapshot),
    )


def _popularity(snapshot: Snapshot) -> NDArray[np.float32]:
    raw = [float(head.metadata.get("popularity") or 0.0) for head in snapshot.heads]
    logs = np.log1p(np.maximum(np.array(raw, dtype=np.float32), 0.0))
    most = float(logs.max()) if logs.size else 0.0
    return (logs / (most or 1.0)).astype(np.float32)
