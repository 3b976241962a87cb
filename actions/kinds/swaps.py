"""What each item of an order is to become: another variant of the same product."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.dialogue import OpenTask
from actions.kinds.kind import AnswerKind, More, Options, Reading, Unfit, Value
from actions.kinds.order import order_of_task
from actions.reply import Button
from actions.tasks.definition import Question
from actions.turn import Turn
from knowledge.catalogue.models import Product, Variant
from knowledge.catalogue.options import option_word, option_words
from knowledge.catalogue.queries import product_by_id
from knowledge.operations.variants import Ranked, Wishes, find_variant
from knowledge.orders.models import OrderLine
from knowledge.words import money

OFFERED = 5
_CHEAPEST = re.compile(r"cheapest|lowest price|最便宜", re.IGNORECASE)
_DEAREST = re.compile(r"most expensive|dearest|最贵", re.IGNORECASE)


class SwapsKind(AnswerKind):
    """A new variant for every chosen item, asked one item at a time."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The new variants' ids, in the order of the items."""
        items, known = _items(task), list(task.collected.get("swaps_so_far", ()))
        line = _line(turn, task, items[len(known)])
        product = product_by_id(turn.session, line.product_id)
        if product is None:
            return Unfit("utter_swap_product_gone")
        chosen = _chosen(turn, product, line)
        if chosen is None:
            return None
        if not chosen.fits:
            return _near_miss(turn, chosen)
        known.append(chosen.variant.id)
        return Value(known) if len(known) == len(items) else More(known)

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """The variants that can be had, as buttons."""
        known = task.collected.get("swaps_so_far", ())
        line = _line(turn, task, _items(task)[len(known)])
        product = product_by_id(turn.session, line.product_id)
        ranked = (
            find_variant(product.variants, Wishes(), same_id=line.variant_id)
            if product
            else []
        )
        titles = [_title(r.variant, turn) for r in ranked if r.fits][:OFFERED]
        return Options(
            buttons=tuple(Button(title, title) for title in titles),
            listing="\n".join(f"{n}. {title}" for n, title in enumerate(titles, 1)),
        )

    def shown(self, turn: Turn, task: OpenTask, value: list[str]) -> str:
        """How many pieces change; the preview names them."""
        return str(len(value))


def _items(task: OpenTask) -> list[str]:
    items: list[str] = task.collected["items"]
    return items


def _line(turn: Turn, task: OpenTask, variant_id: str) -> OrderLine:
    order = order_of_task(turn, task)
    return next(line for line in order.lines if line.variant_id == variant_id)


def _chosen(turn: Turn, product: Product, line: OrderLine) -> Ranked | None:
    """The best variant for the words; None when they name no option at all."""
    wishes = _wishes(turn, product)
    if wishes is None:
        return None
    ranked = find_variant(
        product.variants, wishes, like=line.options, same_id=line.variant_id
    )
    return ranked[0] if ranked else None


def _wishes(turn: Turn, product: Product) -> Wishes | None:
    """Every option value that the words name is a hard wish; the rest stays."""
    hard: dict[str, tuple[str, ...]] = {}
    for variant in product.variants:
        for option, value in variant.options.items():
            if _says(turn, value):
                hard[option] = (*hard.get(option, ()), value)
    cheapest = _direction(turn.text)
    if not hard and cheapest is None:
        return None
    longest = {option: _longest(values) for option, values in hard.items()}
    return Wishes(hard=longest, keep_others=True, cheapest=cheapest)


def _longest(values: tuple[str, ...]) -> tuple[str, ...]:
    """ "dark blue" also contains "blue": the longest name is meant."""
    size = max(len(value) for value in values)
    return tuple(dict.fromkeys(value for value in values if len(value) == size))


def _direction(text: str) -> bool | None:
    if _CHEAPEST.search(text):
        return True
    return False if _DEAREST.search(text) else None


def _says(turn: Turn, value: str) -> bool:
    text = turn.text.casefold()
    for word in {value.casefold(), option_word(value, turn.language).casefold()}:
        edge = r"(?<![a-z0-9])" if word.isascii() else ""
        end = r"(?![a-z0-9])" if word.isascii() else ""
        if word and re.search(f"{edge}{re.escape(word)}{end}", text):
            return True
    return False


def _near_miss(turn: Turn, ranked: Ranked) -> Reading:
    facts: dict[str, Any] = {"nearest": _title(ranked.variant, turn)}
    return Unfit("utter_swap_not_available", facts)


def _title(variant: Variant, turn: Turn) -> str:
    price = money(variant.price, variant.currency)
    return f"{option_words(variant.options, turn.language)} · {price}"
