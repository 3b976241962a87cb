"""Figures of a handful of outcomes, counted by hand."""

from __future__ import annotations

import pytest

from bot.evaluation.figures import Outcome, figures

OUTCOMES = [
    Outcome("a", "a", "a"),
    Outcome("a", "b", "b"),
    Outcome("b", "b", "nlu_fallback"),
    Outcome("b", "b", "b"),
    Outcome("out", "a", "nlu_fallback"),
    Outcome("out", "b", "out"),
    Outcome("out", "a", "a"),
]


def test_accuracy_ignores_rejection() -> None:
    found = figures(OUTCOMES, "out")
    assert found["in_scope_accuracy"] == 0.75
    # f1 of a: 2/3 (precision 1, recall 1/2); of b: 4/5 (precision 2/3, recall 1).
    assert found["macro_f1"] == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_rejection_counts_fallback_and_the_label_outside() -> None:
    found = figures(OUTCOMES, "out")
    assert found["oos_recall"] == pytest.approx(2 / 3)
    assert found["in_scope_rejected"] == 0.25


def test_without_messages_outside_there_is_no_recall() -> None:
    found = figures(OUTCOMES[:4], None)
    assert found["oos_recall"] is None
    assert found["out_of_scope"] == 0
