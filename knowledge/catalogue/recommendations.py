"""What to show somebody next, and why: from likeness, from baskets, from taste."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from sqlalchemy.orm import Session

from knowledge.catalogue.facets import sellable
from knowledge.catalogue.models import Product, Variant
from knowledge.catalogue.queries import product_by_id, products_by_ids, products_page
from knowledge.catalogue.taste import Deeds, Taste, deeds_of, taste_of
from knowledge.database.base import in_language
from retrieval.embedding import Matrix
from retrieval.fusion import best_rows
from retrieval.lexical import LexicalSimilarity
from retrieval.recommendation.recommenders import top
from retrieval.recommendation.variety import varied
from retrieval.searcher import Searcher
from retrieval.snapshot import Snapshot

POOL = 40  # candidates from which a varied few are picked
SAME_CATEGORY = 0.15
FEWEST_SHARED = 0.02
MOST_OF_A_KIND = 2  # of five lamps nobody needs the third
CHANCE = 0.2  # of the best score in baskets; below it two things met by accident


class ReasonKind(StrEnum):
    """Why something is shown."""

    SIMILAR = "similar"  # like ``because``
    BOUGHT_TOGETHER = "bought_together"  # others bought it with ``because``
    BOUGHT_BY_SIMILAR = "bought_by_similar"  # who had ``because`` also had it
    INTEREST = "interest"  # like ``because``, which the customer had
    POPULAR = "popular"


@dataclass(frozen=True)
class Reason:
    """Why something is shown, and because of which product, if of one."""

    kind: ReasonKind
    because: Product | None = None


@dataclass(frozen=True)
class Recommendation:
    """A product to show, in the variant to show, with the reason."""

    product: Product
    variant: Variant
    score: float
    reason: Reason


@dataclass(frozen=True)
class _Pick:
    product_id: str
    score: float
    kind: ReasonKind
    because: str | None = None


def similar_to(
    session: Session,
    searcher: Searcher,
    *,
    product_id: str,
    limit: int = 5,
    exclude: Collection[str] = (),
) -> list[Recommendation]:
    """What is like a product, by meaning, words and category."""
    snapshot = searcher.snapshot
    alike = _alike(snapshot, product_id, POOL)
    picks = [
        _Pick(one, score, ReasonKind.SIMILAR, product_id)
        for one, score in alike.items()
    ]
    return _shown(session, snapshot, picks, limit, {product_id, *exclude})


def goes_with(
    session: Session,
    searcher: Searcher,
    *,
    product_id: str,
    limit: int = 5,
    customer_id: str | None = None,
    exclude: Collection[str] = (),
) -> list[Recommendation]:
    """What is bought together with a product; nothing when nobody bought it yet."""
    taste = taste_of(session)
    deeds = deeds_of(session, customer_id)
    hidden = {product_id, *exclude, *deeds.bought, *deeds.returned}
    product = product_by_id(session, product_id)
    if product is None or product_id not in taste.together.number_of:
        return []
    scores = taste.baskets.scores([product_id])
    picks = [
        _Pick(
            taste.together.items[number],
            float(scores[number]),
            ReasonKind.BOUGHT_TOGETHER,
            product_id,
        )
        for number in top(scores, POOL)
        if scores[number] > CHANCE * float(scores.max())
    ]
    return _shown(session, searcher.snapshot, picks, limit, hidden)


def for_customer(
    session: Session,
    searcher: Searcher,
    *,
    customer_id: str | None,
    limit: int = 5,
    exclude: Collection[str] = (),
) -> list[Recommendation]:
    """What suits a customer; what is popular, for one the shop does not know yet.

    Never what was sent back, nor what the customer already has.
    """
    taste = taste_of(session)
    snapshot = searcher.snapshot
    deeds = deeds_of(session, customer_id)
    hidden = {*exclude, *deeds.bought, *deeds.returned}
    picks = _personal(taste, snapshot, deeds, hidden) if deeds.had else []
    found = _shown(session, snapshot, picks, limit, hidden)
    if len(found) < limit:
        shown = {one.product.id for one in found}
        found += _popular(session, snapshot, limit - len(found), hidden | shown)
    return found


def _personal(
    taste: Taste, snapshot: Snapshot, deeds: Deeds, hidden: Collection[str]
) -> list[_Pick]:
    """Behaviour and content together; returned things attract nothing alike."""
    latest_first = dict.fromkeys(reversed(deeds.had))
    liked = [one for one in latest_first if one not in deeds.returned]
    scores = taste.scores(liked[::-1])
    picks: dict[str, _Pick] = {}
    if scores is not None:
        for number in top(scores, POOL):
            item = taste.histories.items[number]
            because = _nearest(taste, item, liked)
            picks[item] = _Pick(
                item, float(scores[number]), ReasonKind.BOUGHT_BY_SIMILAR, because
            )
    for place, one in enumerate(liked[:3]):
        for item, score in _alike(snapshot, one, 10).items():
            worth = 0.6 * score * 0.8**place
            known = picks.get(item)
            if known is None or known.because is None:
                base = known.score if known else 0.0
                picks[item] = _Pick(item, base + worth, ReasonKind.INTEREST, one)
    return sorted(
        (one for one in picks.values() if one.product_id not in hidden),
        key=lambda one: (-one.score, one.product_id),
    )[:POOL]


def _nearest(taste: Taste, item: str, liked: Sequence[str]) -> str | None:
    """Which of the customer's own things speaks most for an item."""
    scores = {
        one: float(taste.baskets.scores([one])[taste.together.number_of[item]])
        for one in liked[:10]
        if one in taste.together.number_of and item in taste.together.number_of
    }
    best = max(scores, key=lambda one: scores[one], default=None)
    return best if best is not None and scores[best] > FEWEST_SHARED else None


def _alike(snapshot: Snapshot, product_id: str, limit: int) -> Mapping[str, float]:
    """Products like one, with a score of 0..1, best first."""
    places = rows_by_key(snapshot).get(product_id)
    if not places:
        return {}
    row = places[0]
    vector = snapshot.embedding(row)
    words = LexicalSimilarity.of(snapshot).between(row)
    scores = words if vector is None else 0.4 * words
    if vector is not None:
        every = np.arange(len(snapshot.heads))
        scores = scores + 0.6 * np.maximum(snapshot.cosines(vector, every), 0)
    category = snapshot.heads[row].metadata.get("category")
    found: dict[str, float] = {}
    for place in best_rows(scores.astype(np.float32), limit * 3):
        head = snapshot.heads[place]
        same = category is not None and head.metadata.get("category") == category
        score = float(scores[place]) + (SAME_CATEGORY if same else 0.0)
        if head.key != product_id:
            found[head.key] = max(found.get(head.key, 0.0), score)
    best = sorted(found, key=lambda one: -found[one])[:limit]
    return {one: found[one] for one in best}


def rows_by_key(snapshot: Snapshot) -> Mapping[str, list[int]]:
    """The rows of each product, the one with a vector first."""
    return snapshot.derived("rows_by_key", _rows_by_key)


def _rows_by_key(snapshot: Snapshot) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row, head in enumerate(snapshot.heads):
        places = found.setdefault(head.key, [])
        places.insert(0 if snapshot.embedding(row) is not None else len(places), row)
    return found


def _shown(
    session: Session,
    snapshot: Snapshot,
    picks: Sequence[_Pick],
    limit: int,
    hidden: Collection[str],
) -> list[Recommendation]:
    """The picks as products that can be bought now, a varied few of them."""
    wanted = [one for one in picks if one.product_id not in hidden]
    causes = {one.because for one in wanted if one.because}
    ids = list({*(one.product_id for one in wanted), *causes})
    products = {one.id: one for one in products_by_ids(session, ids)}
    there = [one for one in wanted if _for_sale(products.get(one.product_id))]
    if any(one.kind is not ReasonKind.SIMILAR for one in there):
        there = _mixed(there, products)
    rows = rows_by_key(snapshot)
    vectors: list[Matrix | None] = [
        snapshot.embedding(rows[one.product_id][0]) if one.product_id in rows else None
        for one in there
    ]
    chosen = varied([one.score for one in there], vectors, limit)
    return [_recommended(there[place], products) for place in chosen]


def _mixed(picks: Sequence[_Pick], products: Mapping[str, Product]) -> list[_Pick]:
    """The best few of each category, in the order of the picks."""
    counts: Counter[str] = Counter()
    kept: list[_Pick] = []
    for pick in sorted(picks, key=lambda one: -one.score):
        category = products[pick.product_id].category_id
        counts[category or pick.product_id] += 1
        if counts[category or pick.product_id] <= MOST_OF_A_KIND:
            kept.append(pick)
    return kept


def _popular(
    session: Session, snapshot: Snapshot, limit: int, hidden: Collection[str]
) -> list[Recommendation]:
    page = products_page(session, limit=POOL + len(hidden))
    picks = [
        _Pick(one.id, 1.0 / (place + 5), ReasonKind.POPULAR)
        for place, one in enumerate(page)
    ]
    return _shown(session, snapshot, picks, limit, hidden)


def _recommended(pick: _Pick, products: Mapping[str, Product]) -> Recommendation:
    product = products[pick.product_id]
    variant = next(one for one in product.variants if sellable(one))
    because = products.get(pick.because) if pick.because else None
    kind = pick.kind
    if kind is ReasonKind.BOUGHT_BY_SIMILAR and because is None:
        return Recommendation(product, variant, pick.score, Reason(kind))
    return Recommendation(product, variant, pick.score, Reason(kind, because))


def _for_sale(product: Product | None) -> bool:
    return (
        product is not None
        and product.active
        and bool(in_language(product.name, "en"))
        and any(sellable(variant) for variant in product.variants)
    )
