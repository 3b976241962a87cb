from __future__ import annotations

import pytest

from retrieval.evaluation import bootstrap, hit, ndcg, recall, reciprocal_rank


def test_ndcg_is_one_for_the_ideal_order() -> None:
    assert ndcg(["a", "b", "c"], {"a": 3, "b": 1, "c": 0}) == pytest.approx(1.0)


def test_ndcg_falls_with_the_place() -> None:
    # A grade of 3 gains 7; at the third place it is divided by log2(4).
    assert ndcg(["x", "y", "a"], {"a": 3}) == pytest.approx(0.5)


def test_ndcg_is_zero_when_nothing_is_relevant() -> None:
    assert ndcg(["a"], {"a": 0}) == 0.0


def test_recall_counts_within_the_depth() -> None:
    assert recall(["a", "x", "b"], {"a", "b"}, depth=2) == 0.5


def test_reciprocal_rank_and_hits() -> None:
    assert reciprocal_rank(["x", "a"], {"a"}) == 0.5
    assert reciprocal_rank(["x"], {"a"}) == 0.0
    assert hit(["x", "a"], {"a"}, depth=1) == 0.0


def test_bootstrap_surrounds_the_mean() -> None:
    interval = bootstrap([0.0, 1.0] * 50)

    assert interval.low < interval.mean == 0.5 < interval.high
    assert interval == bootstrap([0.0, 1.0] * 50)
