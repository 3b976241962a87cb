"""A shopping wish in free text to products, near misses, or an honest nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from sqlalchemy.orm import Session

from knowledge.catalogue.colours import canonical_colours
from knowledge.catalogue.constraints import Constraints, read_constraints
from knowledge.catalogue.facets import VariantFacets, facets_of
from knowledge.catalogue.models import Product, Variant
from knowledge.catalogue.queries import products_by_ids
from knowledge.catalogue.ranking import Ranked, rank, without
from knowledge.catalogue.shelf import Shelf, shades, size_words
from knowledge.catalogue.vocabulary import vocabulary_in
from retrieval.lexical import LexicalSimilarity
from retrieval.searcher import Searcher
from retrieval.snapshot import Snapshot
from retrieval.spelling import Speller
from retrieval.words import normalise

# What may be let go, in the order in which customers mind least.
_LADDER: dict[str, dict[str, Any]] = {
    "size": {"sizes": frozenset(), "measures": ()},
    "colour": {"colours": frozenset()},
    "price": {"price_min": None, "price_max": None},
    "stock": {"in_stock": False},
    "brand": {"brands": frozenset()},
    "category": {"categories": frozenset()},
}
# Below this share of the best score without filters, what a filter left is a stranger.
STRANGER = 0.5
# When the first few are further away than this in words or in meaning, the shop does
# not carry it (Icecat: half of what is missing is noticed, 3 % of the rest refused).
LEAST_COSINE = 0.42
LEAST_COSINE_ON_SHELVES = 0.25  # where categories tell most of what is there
LEAST_COVERED = 0.6
FIRST = 3
TAIL = 0.3  # of the best score; what is below is shown to nobody


@dataclass(frozen=True)
class ProductHit:
    """A product that was found, the variant of it that fits, and why."""

    product: Product
    variant: Variant
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class SearchResult:
    """What was found. ``relaxed`` names what had to be let go to find it;
    ``nothing_like_that`` says that the shop does not carry it: hits are then only the
    nearest."""

    hits: tuple[ProductHit, ...]
    constraints: Constraints
    relaxed: tuple[str, ...] = ()
    nothing_like_that: bool = False
    total: int = 0


@dataclass(frozen=True)
class Found:
    """Products by id, best first, before the database says what they are now."""

    ids: tuple[str, ...]
    scores: tuple[float, ...]
    wanted: Constraints
    categories: frozenset[str]  # those wanted, and everything under them
    relaxed: tuple[str, ...]
    nothing_like_that: bool

    @property
    def close(self) -> tuple[str, ...]:
        """The ids without the tail that has little to do with the wish."""
        least = TAIL * self.scores[0] if self.scores and self.wanted.words else 0.0
        kept = sum(score >= least for score in self.scores)
        return self.ids[:kept]


def search_products(
    session: Session,
    searcher: Searcher,
    *,
    text: str,
    language: str,
    limit: int = 5,
    constraints: Constraints | None = None,
    exclude: Collection[str] = (),
) -> SearchResult:
    """Products for a wish, with its constraints applied before the ranking."""
    found = find_products(
        searcher, text=text, language=language, constraints=constraints, exclude=exclude
    )
    hits = tuple(_hits(session, found, limit))
    return SearchResult(
        hits=hits,
        constraints=found.wanted,
        relaxed=found.relaxed,
        nothing_like_that=not hits or found.nothing_like_that,
        total=len(found.close),
    )


def find_products(
    searcher: Searcher,
    *,
    text: str,
    language: str = "en",
    constraints: Constraints | None = None,
    exclude: Collection[str] = (),
) -> Found:
    """The ids of the products for a wish, best first, by the index alone."""
    snapshot = searcher.snapshot
    vocabulary = vocabulary_in(snapshot)
    spelled = Speller.of(snapshot).corrected(normalise(text))
    read = read_constraints(spelled, vocabulary=vocabulary, language=language)
    wanted = read.merged(constraints) if constraints else read
    given = constraints.categories if constraints else frozenset()
    ranked, relaxed = _climb_down(searcher, snapshot, wanted, given, exclude)
    below = (one for name in wanted.categories for one in vocabulary.below(name))
    return Found(
        ids=tuple(snapshot.heads[int(row)].key for row in ranked.rows),
        scores=tuple(ranked.scores.tolist()),
        wanted=wanted,
        categories=frozenset(below),
        relaxed=relaxed,
        nothing_like_that=_strange(snapshot, ranked, wanted),
    )


def _climb_down(
    searcher: Searcher,
    snapshot: Snapshot,
    wanted: Constraints,
    given: frozenset[str],
    exclude: Collection[str],
) -> tuple[Ranked, tuple[str, ...]]:
    """The fewest constraints let go that leave something worth showing."""
    shelf = Shelf.of(snapshot)
    visible = without(snapshot, exclude)
    free = rank(searcher, snapshot, wanted, allowed=visible)
    if replace(wanted, words="", categories=given, not_words=()) == Constraints():
        return free, ()
    best = float(free.scores[0]) if len(free.scores) else 0.0
    for names in _let_go(wanted):
        asked = _relaxed(wanted, names)
        # A category read from words only attracts; one that was chosen excludes.
        asked = replace(asked, categories=asked.categories & given)
        found = rank(searcher, snapshot, wanted, allowed=visible & shelf.mask(asked))
        if len(found.scores) and float(found.scores[0]) >= STRANGER * best:
            return found, names
    return free, tuple(name for name in _LADDER if _says(wanted, name))


def _let_go(wanted: Constraints) -> Iterator[tuple[str, ...]]:
    named = [name for name in _LADDER if _says(wanted, name)]
    for number in range(len(named) + 1):
        yield from combinations(named, number)


def _says(wanted: Constraints, name: str) -> bool:
    empty: tuple[Any, ...] = (None, frozenset(), (), False)
    return any(getattr(wanted, one) not in empty for one in _LADDER[name])


def _relaxed(wanted: Constraints, names: tuple[str, ...]) -> Constraints:
    for name in names:
        wanted = replace(wanted, **_LADDER[name])
    return wanted


def _hits(session: Session, found: Found, limit: int) -> Iterator[ProductHit]:
    """The best as products of now: one sold out a moment ago shows as such."""
    # A few more than asked for, since some may have left the shop since.
    keys = found.close[: limit + 10]
    scores = dict(zip(keys, found.scores, strict=False))
    products = [one for one in products_by_ids(session, keys) if one.active]
    for product in [one for one in products if one.variants][:limit]:
        asked = replace(found.wanted, categories=found.categories)
        variant, reasons = _best_variant(product, asked)
        yield ProductHit(product, variant, scores[product.id], reasons)


def _best_variant(
    product: Product, wanted: Constraints
) -> tuple[Variant, tuple[str, ...]]:
    """The variant that meets most, one that can be bought before one that cannot."""
    judged = [
        (_meets(facets, product, wanted), facets.sellable, -place)
        for place, facets in enumerate(facets_of(product))
    ]
    met, _, place = max(judged, key=lambda one: (sum(one[0].values()), one[1], one[2]))
    reasons = tuple(name if good else f"not_{name}" for name, good in met.items())
    return product.variants[-place], reasons


def _meets(
    facets: VariantFacets, product: Product, wanted: Constraints
) -> dict[str, bool]:
    """Each constraint by name, and whether this variant meets it."""
    colours = {one for word in facets.colours for one in canonical_colours(word)}
    sizes = {word for size in facets.sizes for word in size_words(size.lower())}
    checks = {
        "price": (wanted.price_min or 0)
        <= facets.price
        <= (wanted.price_max if wanted.price_max is not None else facets.price),
        "brand": product.brand in wanted.brands,
        "colour": bool(colours & shades(wanted.colours)),
        "size": _size_fits(facets, sizes, wanted),
        "stock": facets.sellable,
        "category": product.category_id in wanted.categories,
    }
    return {name: good for name, good in checks.items() if _says(wanted, name)}


def _size_fits(facets: VariantFacets, sizes: set[str], wanted: Constraints) -> bool:
    named = not wanted.sizes or bool(sizes & {one.lower() for one in wanted.sizes})
    measured = all(
        any(one.matches(other) for other in facets.measures) for one in wanted.measures
    )
    return named and measured


def _strange(snapshot: Snapshot, found: Ranked, wanted: Constraints) -> bool:
    """Whether even the best are not what was asked for, by words and by meaning."""
    if not len(found.rows):
        return True
    shelf = Shelf.of(snapshot)
    first = found.rows[:FIRST]
    if not wanted.words or shelf.in_categories(wanted.categories)[first].any():
        return False
    said = [wanted.words, shelf.vocabulary.lexicon.to_english(wanted.words)]
    lexical = LexicalSimilarity.of(snapshot)
    if max(lexical.covered(text, first) for text in said if text) < LEAST_COVERED:
        return True
    least = LEAST_COSINE_ON_SHELVES if len(shelf.by_category) > 1 else LEAST_COSINE
    return 0 < float(found.cosines[:FIRST].max()) < least
