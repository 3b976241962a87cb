from __future__ import annotations

import pytest

from retrieval.ranking import rank_texts

LINES = ["Wireless Headphones black", "Steel Water Bottle", "无线耳机 黑色", "水杯"]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("my headphones", 0),
        ("headphnes", 0),
        ("the water bottle", 1),
        ("我的耳机", 2),
        ("水杯", 3),
    ],
)
def test_the_line_that_is_meant_comes_first(query: str, best: int) -> None:
    scores = rank_texts(None, query, LINES)

    assert max(range(4), key=lambda place: scores[place]) == best
    assert scores[best] >= 0.5


def test_strangers_score_low() -> None:
    assert max(rank_texts(None, "garden chair", LINES)) < 0.5


def test_nothing_said_matches_nothing() -> None:
    assert rank_texts(None, "", LINES) == [0.0] * 4
