"""Figures of an intent classifier with rejection, as HINT3 defines them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Outcome:
    """A test message: its label, the likeliest intent, and the one that is shipped."""

    label: str
    likeliest: str
    shipped: str


def figures(outcomes: Sequence[Outcome], outside: str | None) -> dict[str, Any]:
    """The figures of a test; those without any case are None.

    ``in_scope_accuracy`` and ``macro_f1`` take the likeliest intent of the messages in
    scope, rejection off. ``oos_recall``, ``in_scope_rejected`` and ``mcc`` (over all
    messages) are at the shipped rejection rule: a message counts as rejected when
    ``nlu_fallback`` or the label of those outside is shipped.
    """
    from sklearn import metrics  # noqa: PLC0415  a second, unneeded to report bad rows

    inside = [one for one in outcomes if one.label != outside]
    beyond = [one for one in outcomes if one.label == outside]
    true, likeliest = _column(inside, "label"), _column(inside, "likeliest")
    shipped = [
        (outside or FALLBACK) if _is_rejected(one, outside) else one.shipped
        for one in outcomes
    ]
    labels = sorted(set(true))
    return {
        "in_scope": len(inside),
        "out_of_scope": len(beyond),
        "in_scope_accuracy": _share(one.likeliest == one.label for one in inside),
        "macro_f1": float(
            metrics.f1_score(
                true, likeliest, labels=labels, average="macro", zero_division=0
            )
        )
        if inside
        else None,
        "oos_recall": _share(_is_rejected(one, outside) for one in beyond),
        "in_scope_rejected": _share(_is_rejected(one, outside) for one in inside),
        "mcc": float(metrics.matthews_corrcoef(_column(outcomes, "label"), shipped)),
    }


def _is_rejected(outcome: Outcome, outside: str | None) -> bool:
    return outcome.shipped in {FALLBACK, outside}


def _share(cases: Any) -> float | None:
    found = [bool(case) for case in cases]
    return sum(found) / len(found) if found else None


def _column(outcomes: Sequence[Outcome], name: str) -> list[str]:
    return [getattr(outcome, name) for outcome in outcomes]
