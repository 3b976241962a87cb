"""Compares facts with rules. Knows nothing of orders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.operations.rulebook import Reference, Rule, Test


def first_broken(
    rules: Iterable[Rule],
    facts: Mapping[str, Any],
    settings: Mapping[str, int],
    *,
    partly: bool = False,
) -> Rule | None:
    """The first rule that does not hold.

    ``partly``: rules about what is not known yet are passed over; otherwise a fact
    that nobody computed is a mistake of ours and raises KeyError.
    """
    for rule in rules:
        if partly and not _is_known(rule, facts):
            continue
        if not all(holds(test, facts, settings) for test in rule.when):
            continue
        if not holds(rule, facts, settings):
            return rule
    return None


def holds(test: Test, facts: Mapping[str, Any], settings: Mapping[str, int]) -> bool:
    """Whether the comparison is true. A limit that nobody knows limits nothing."""
    fact = facts[test.fact]
    if test.empty is not None and test.empty == bool(fact):
        return False
    if test.one_of is not None and fact not in test.one_of:
        return False
    if test.none_of is not None and fact in test.none_of:
        return False
    return _compares(test, fact, facts, settings)


def _compares(
    test: Test, fact: Any, facts: Mapping[str, Any], settings: Mapping[str, int]
) -> bool:
    if test.is_ is not None and fact != _value(test.is_, facts, settings):
        return False
    most = _value(test.at_most, facts, settings)
    if most is not None and fact > most:
        return False
    least = _value(test.at_least, facts, settings)
    return least is None or fact >= least


def _value(
    value: Any, facts: Mapping[str, Any], settings: Mapping[str, int]
) -> Any | None:
    if not isinstance(value, Reference):
        return value
    if value.fact is not None:
        return facts[value.fact]
    return settings[value.setting or ""]


def _is_known(rule: Rule, facts: Mapping[str, Any]) -> bool:
    tests: tuple[Test, ...] = (rule, *rule.when)
    return all(name in facts for test in tests for name in _asked(test))


def _asked(test: Test) -> Iterable[str]:
    yield test.fact
    for value in (test.is_, test.at_most, test.at_least):
        if isinstance(value, Reference) and value.fact is not None:
            yield value.fact
