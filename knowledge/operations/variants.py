"""Finds the variant that a customer means, and says why near misses lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.catalogue.models import Variant
from knowledge.operations.facts import is_offered


class Why(StrEnum):
    """Why a variant is not it."""

    OPTION = "option"  # a hard wish is not met
    AVOIDED = "avoided"  # it has what must not be
    PRICE = "price"  # outside the limits
    STOCK = "stock"  # cannot be had now
    SAME = "same"  # it is the one that is to be replaced


@dataclass(frozen=True)
class Wishes:
    """What a variant has to be, should be, and must not be.

    ``keep_others``: options that no wish names should stay as they are ("same, but
    blue"). ``cheapest`` breaks ties: True the cheapest, False the dearest.
    """

    hard: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # The most important first; each is a fall-back for what cannot be had.
    soft: tuple[tuple[str, str], ...] = ()
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keep_others: bool = True
    min_price: int | None = None
    max_price: int | None = None
    in_stock_only: bool = True
    may_be_same: bool = False
    cheapest: bool | None = None


@dataclass(frozen=True)
class Miss:
    """An option that is not as wished."""

    option: str
    wanted: str
    has: str


@dataclass(frozen=True)
class Ranked:
    """A variant with how well it fits; ``why`` is empty when it does."""

    variant: Variant
    why: tuple[Why, ...] = ()
    missed: tuple[Miss, ...] = ()  # hard wishes
    soft_missed: tuple[Miss, ...] = ()  # wishes that it may go without
    changed: tuple[Miss, ...] = ()  # options that would have stayed as they were

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.why


def find_variant(
    variants: Iterable[Variant],
    wishes: Wishes,
    *,
    like: Mapping[str, str] | None = None,
    same_id: str | None = None,
) -> list[Ranked]:
    """Every variant, those that fit first, the nearest misses after them.

    ``like``: the options of what is replaced; ``same_id`` its variant.
    """
    ranked = [_ranked(each, wishes, like or {}, same_id) for each in variants]
    return sorted(ranked, key=lambda each: _order(each, wishes))


def best(ranked: list[Ranked]) -> list[Ranked]:
    """Those that fit equally well, before price and place decide; none when none do."""
    fitting = [each for each in ranked if each.fits]
    if not fitting:
        return []
    top = _closeness(fitting[0])
    return [each for each in fitting if _closeness(each) == top]


def _ranked(
    variant: Variant, wishes: Wishes, like: Mapping[str, str], same_id: str | None
) -> Ranked:
    has = _plain(variant.options)
    missed = tuple(
        Miss(option, " / ".join(wanted), has.get(_word(option), ""))
        for option, wanted in wishes.hard.items()
        if has.get(_word(option)) not in _words(wanted)
    )
    soft = tuple(
        Miss(option, wanted, has.get(_word(option), ""))
        for option, wanted in wishes.soft
        if has.get(_word(option)) != _word(wanted)
    )
    return Ranked(
        variant,
        tuple(_reasons(variant, wishes, missed=bool(missed), same_id=same_id)),
        missed,
        soft,
        tuple(_changed(has, wishes, like)),
    )


def _reasons(
    variant: Variant, wishes: Wishes, *, missed: bool, same_id: str | None
) -> Iterable[Why]:
    has = _plain(variant.options)
    if missed:
        yield Why.OPTION
    if any(has.get(_word(name)) in _words(bad) for name, bad in wishes.avoid.items()):
        yield Why.AVOIDED
    too_dear = wishes.max_price is not None and variant.price > wishes.max_price
    too_cheap = wishes.min_price is not None and variant.price < wishes.min_price
    if too_dear or too_cheap:
        yield Why.PRICE
    if wishes.in_stock_only and not is_offered(variant):
        yield Why.STOCK
    if variant.id == same_id and not wishes.may_be_same:
        yield Why.SAME


def _changed(
    has: Mapping[str, str], wishes: Wishes, like: Mapping[str, str]
) -> Iterable[Miss]:
    if not wishes.keep_others:
        return
    named = {_word(option) for option, _ in wishes.soft}
    named |= {_word(option) for option in (*wishes.hard, *wishes.avoid)}
    for option, value in like.items():
        if _word(option) not in named and has.get(_word(option)) != _word(value):
            yield Miss(option, value, has.get(_word(option), ""))


def _closeness(ranked: Ranked) -> tuple[int, ...]:
    """Fewer is better: reasons against it, hard wishes missed, then what changes."""
    return (
        len(ranked.why),
        len(ranked.missed),
        len(ranked.soft_missed),
        len(ranked.changed),
    )


def _order(ranked: Ranked, wishes: Wishes) -> tuple[object, ...]:
    price = 0
    if wishes.cheapest is not None:
        price = ranked.variant.price * (1 if wishes.cheapest else -1)
    first_wishes = tuple(
        option in {miss.option for miss in ranked.soft_missed}
        for option, _ in wishes.soft
    )
    return (
        *_closeness(ranked)[:2],
        first_wishes,
        len(ranked.changed),
        price,
        ranked.variant.position,
        ranked.variant.id,
    )


def _plain(options: Mapping[str, str]) -> dict[str, str]:
    return {_word(option): _word(value) for option, value in options.items()}


def _words(values: Iterable[str]) -> set[str]:
    return {_word(value) for value in values}


def _word(text: str) -> str:
    return str(text).strip().casefold()
