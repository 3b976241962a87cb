"""Ranks the catalogue's rows for a wish: words, meaning, and what the wish names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue.constraints import Constraints
from knowledge.catalogue.parts import parts_in
from knowledge.catalogue.shelf import Mask, Shelf
from knowledge.lexicon import Lexicon
from retrieval.embedding import Matrix
from retrieval.fusion import best_rows
from retrieval.keywords import query_terms
from retrieval.searcher import Query, Searcher
from retrieval.snapshot import Snapshot
from retrieval.words import has_han

# The share of the words in the score. Where products are described at length, words
# find nearly everything and meaning adds little; bare titles need it more.
KEYWORD_SHARE, KEYWORD_SHARE_OF_TITLES = 0.85, 0.6
A_TITLE = 25.0  # words a document, on average, below which there is hardly more
# Added to a score of 0..1: found by the sweep of `evaluate search`.
CATEGORY_BONUS = 0.15
BRAND_BONUS = 0.1
POPULARITY_BONUS = 0.02
PART_MALUS = 0.05
# A word found across languages weighs less than one the customer wrote.
TRANSLATED = 0.7
SYNONYM = 0.3


@dataclass(frozen=True)
class Ranked:
    """Rows best first, with their scores by part."""

    rows: NDArray[np.int64]
    scores: Matrix
    keywords: Matrix
    cosines: Matrix


def rank(
    searcher: Searcher,
    snapshot: Snapshot,
    wanted: Constraints,
    *,
    allowed: Mask,
    share: float | None = None,
) -> Ranked:
    """The rows that fit best among the allowed ones, one a product."""
    shelf = Shelf.of(snapshot)
    if not wanted.words:
        rows = np.flatnonzero(allowed)
        scores = shelf.popularity[rows] + np.float32(1e-6)
        nothing = np.zeros(len(rows), dtype=np.float32)
        return _one_each(snapshot, Ranked(rows, scores, nothing, nothing))
    if share is None:
        share = _share(snapshot)
    query = _query(shelf, wanted, allowed, share)
    found = searcher.candidates(query, snapshot=snapshot)
    scores = found.scores + POPULARITY_BONUS * shelf.popularity[found.rows]
    if _names_a_thing(wanted, shelf.vocabulary.lexicon):
        parts = shelf.only_parts(parts_in(wanted.words))
        scores = scores - PART_MALUS * parts[found.rows]
    if wanted.categories:
        scores = (
            scores + CATEGORY_BONUS * shelf.in_categories(wanted.categories)[found.rows]
        )
    if wanted.brands:
        scores = scores + BRAND_BONUS * shelf.of_brands(wanted.brands)[found.rows]
    ranked = Ranked(
        found.rows, scores.astype(np.float32), found.keywords, found.cosines
    )
    return _one_each(snapshot, ranked)


def _share(snapshot: Snapshot) -> float:
    if snapshot.keywords.mean_length < A_TITLE:
        return KEYWORD_SHARE_OF_TITLES
    return KEYWORD_SHARE


def _names_a_thing(wanted: Constraints, lexicon: Lexicon) -> bool:
    """Whether the wish ends in a kind of thing: a brand's or a console's accessories
    are as good an answer to its bare name as anything."""
    words = wanted.words.split()
    if has_han(wanted.words):
        return bool(lexicon.to_english(wanted.words))
    return bool(words) and bool(lexicon.to_chinese(words[-1]))


def _query(shelf: Shelf, wanted: Constraints, allowed: Mask, share: float) -> Query:
    words = wanted.words
    terms = dict(query_terms(words))
    language = "zh" if has_han(words) else "en"
    lexicon = shelf.vocabulary.lexicon
    other = lexicon.to_english(words) if language == "zh" else lexicon.to_chinese(words)
    for term in query_terms(other) if other else {}:
        terms.setdefault(term, TRANSLATED)
    for term in query_terms(" ".join(lexicon.like(words))):
        terms.setdefault(term, SYNONYM)
    for word in wanted.not_words:
        for term in query_terms(word):
            terms[term] = -1.0
    # The encoder reads English; Chinese wishes go in as the words known of them.
    meant = other if language == "zh" and other else words
    return Query(
        text=meant,
        language="zh" if has_han(meant) else "en",
        weight=share,
        allowed=None if bool(allowed.all()) else allowed,
        terms=terms,
    )


def _one_each(snapshot: Snapshot, ranked: Ranked) -> Ranked:
    """The best document of each product, best first."""
    seen: set[str] = set()
    kept: list[int] = []
    for place in best_rows(ranked.scores, len(ranked.scores)):
        key = snapshot.heads[int(ranked.rows[place])].key
        if key not in seen:
            seen.add(key)
            kept.append(place)
    return Ranked(
        ranked.rows[kept],
        ranked.scores[kept],
        ranked.keywords[kept],
        ranked.cosines[kept],
    )


def without(snapshot: Snapshot, keys: Collection[str]) -> Mask:
    """Which rows are not of these products."""
    mask = np.ones(len(snapshot.heads), dtype=bool)
    if keys:
        hidden = set(keys)
        mask &= np.array(
            [head.key not in hidden for head in snapshot.heads], dtype=bool
        )
    return mask
