"""Learns from the knowledge base itself how sure the assistant may be (K2).

Every stored phrasing is asked as if it were not stored: the best article is right or
wrong. Asked again as if its whole article did not exist, with questions that no shop
answers, it shows what scores look like when there is nothing to find. So thresholds
follow the knowledge base with each edit, and nobody guesses them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.faq.certainty import Calibration
from knowledge.faq.documents import Role
from knowledge.faq.scoring import Shelf, by_article, embedded, similarities
from retrieval.embedding import Embedder, Matrix
from retrieval.lexical import LexicalSimilarity
from retrieval.snapshot import Snapshot

_OFF_TOPIC = Path(__file__).with_name("off_topic.yml")

ERROR_RATE = 0.1  # of the answers given at once, at most so many are wrong
# A phrasing that is held out takes its article's best evidence with it, so it fails
# more often than a customer's question of the same score: by this factor on labelled
# questions (tests/retrieval/faq_questions.csv: 8 % wrong in English, 4 % in Chinese).
HARDER = 2.2
LOST_RATE = 0.05  # of the questions that have an answer, at most so many are declined
FEWEST = 40


class Kind(StrEnum):
    """How an example came about, and what all of its kind weigh together against
    the questions that have an answer."""

    ASKED = "asked"
    # Harder than what customers ask: often a neighbour answers almost as well.
    REMOVED = "removed"
    OFF_TOPIC = "off topic"


WEIGHTS = {Kind.ASKED: 1.0, Kind.REMOVED: 0.1, Kind.OFF_TOPIC: 0.2}


@dataclass(frozen=True)
class Example:
    """A question whose answer is known."""

    features: tuple[float, float, float]
    right: bool  # the best article is the right one
    kind: Kind


def calibrate(snapshot: Snapshot, embedder: Embedder | None) -> dict[str, Any]:
    """The attachment ``calibration``: a model a language that has articles."""
    languages = sorted({head.language for head in snapshot.heads})
    found: dict[str, Any] = {}
    for language in languages:
        examples = _examples(snapshot, embedder, language)
        model = fit(examples)
        if model is not None:
            meant = embedder is not None and embedder.understands(language)
            found[language] = {"model": model.to_json(), "by_meaning": meant}
    return {"calibration": found}


def fit(
    examples: Sequence[Example],
    *,
    error_rate: float = ERROR_RATE,
    lost_rate: float = LOST_RATE,
) -> Calibration | None:
    """A model of the chance of being right; None when there is too little to learn."""
    right = np.array([one.right for one in examples], dtype=bool)
    if len(examples) < FEWEST or right.all() or not right.any():
        return None
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  # slow to load

    inputs = np.array([one.features for one in examples])
    weights = _importance(examples)
    model = LogisticRegression(C=10.0).fit(inputs, right, sample_weight=weights)
    chances = model.predict_proba(inputs)[:, 1]
    choose = _quantile(chances, examples, lost_rate)
    answer = _threshold(chances, right, weights, error_rate * HARDER)
    first, second, third = (float(one) for one in model.coef_[0])
    return Calibration(
        weights=(first, second, third),
        bias=float(model.intercept_[0]),
        answer=max(answer, choose),
        choose=choose,
        error_rate=error_rate,
        examples=len(examples),
    )


def _importance(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Weights that give each kind its share."""
    counts = Counter(one.kind for one in examples)
    asked = max(counts[Kind.ASKED], 1)
    return np.array([WEIGHTS[one.kind] * asked / counts[one.kind] for one in examples])


def _quantile(
    chances: NDArray[np.float64], examples: Sequence[Example], share: float
) -> float:
    good = [
        chance
        for chance, one in zip(chances, examples, strict=True)
        if one.kind is Kind.ASKED and one.right
    ]
    return float(np.quantile(good, share))


def _threshold(
    chances: NDArray[np.float64],
    right: NDArray[np.bool_],
    weights: NDArray[np.float64],
    error_rate: float,
) -> float:
    """The lowest chance from which on at most ``error_rate`` of answers are wrong."""
    order = np.argsort(-chances)
    wrong = np.cumsum(np.where(right[order], 0.0, weights[order]))
    share = wrong / np.cumsum(weights[order])
    within = np.flatnonzero(share <= error_rate)
    return float(chances[order[within[-1]]]) if len(within) else 1.0


def _examples(
    snapshot: Snapshot, embedder: Embedder | None, language: str
) -> list[Example]:
    shelf = Shelf.of(snapshot, language)
    lexical = LexicalSimilarity.of(snapshot)
    found: list[Example] = []
    for row in _phrasings(snapshot, shelf):
        words = lexical.between(row)
        vector = snapshot.embedding(row)
        own = shelf.articles[shelf.rows == row][0]
        alike = similarities(snapshot, shelf.rows, words, vector)
        without = np.where(shelf.rows == row, 0.0, alike).astype(np.float32)
        found.append(_example(lexical, shelf, without, row, own))
        gone = np.where(shelf.articles == own, 0.0, alike).astype(np.float32)
        found.append(_example(lexical, shelf, gone, row, None))
    return found + _off_topic_examples(snapshot, embedder, shelf, language)


def _phrasings(snapshot: Snapshot, shelf: Shelf) -> list[int]:
    # Variants only: the question itself is also part of the whole.
    return [
        int(row)
        for row in shelf.rows
        if snapshot.heads[int(row)].metadata["role"] == Role.VARIANT
    ]


def _example(
    lexical: LexicalSimilarity,
    shelf: Shelf,
    alike: Matrix,
    row: int,
    own: int | None,
) -> Example:
    scores = by_article(alike, shelf)
    best = int(np.argmax(scores))
    rows = shelf.rows[(shelf.articles == best) & (shelf.rows != row)]
    covered = lexical.covered_by_row(row, rows)
    kind = Kind.REMOVED if own is None else Kind.ASKED
    return Example(_features(scores, covered), own == best, kind)


def _features(scores: Matrix, covered: float) -> tuple[float, float, float]:
    two = np.sort(scores)[-2:]
    lead = float(two[-1] - two[0]) if len(two) > 1 else float(two[-1])
    return (float(two[-1]), lead, covered)


def _off_topic_examples(
    snapshot: Snapshot, embedder: Embedder | None, shelf: Shelf, language: str
) -> list[Example]:
    lexical = LexicalSimilarity.of(snapshot)
    texts = off_topic().get(language, [])
    vectors = embedded(embedder, language, texts)
    found: list[Example] = []
    for text, vector in zip(texts, vectors, strict=True):
        meant = vector if len(vector) else None
        alike = similarities(snapshot, shelf.rows, lexical.cosines(text), meant)
        scores = by_article(alike, shelf)
        best = shelf.rows[shelf.articles == int(np.argmax(scores))]
        covered = lexical.covered(text, best)
        found.append(Example(_features(scores, covered), False, Kind.OFF_TOPIC))
    return found


@cache
def off_topic() -> Mapping[str, list[str]]:
    """Questions that no shop answers, by language."""
    loaded: dict[str, list[str]] = yaml.safe_load(_OFF_TOPIC.read_text("utf-8"))
    return loaded
