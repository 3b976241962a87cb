"""Thresholds are fitted again only after an edit is live and editors are quiet."""

from __future__ import annotations

from pathlib import Path

from knowledge.faq.thresholds import QUIET_SECONDS, Thresholds
from retrieval.keywords import KeywordIndex
from retrieval.snapshot import Snapshot


class Time:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def nothing() -> Snapshot:
    """An index of no documents, which is fitted at once."""
    return Snapshot([], KeywordIndex.build([], {}), {}, {})


def test_an_edit_keeps_the_thresholds_and_makes_new_ones_due(tmp_path: Path) -> None:
    clock = Time()
    thresholds = Thresholds(tmp_path, None, clock)
    first = thresholds.measure(nothing())
    clock.now = 100.0
    assert not thresholds.is_due
    assert thresholds.measure(nothing()) == first
    assert not thresholds.is_due
    clock.now += QUIET_SECONDS + 0.1
    assert thresholds.is_due
    edition = thresholds.edition
    thresholds.renew()
    assert thresholds.edition == edition + 1
    thresholds.measure(nothing())
    clock.now += QUIET_SECONDS + 0.1
    assert not thresholds.is_due
