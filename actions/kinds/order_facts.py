"""Facts that an operation on an order needs: reason, items, payment method."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.dialogue import OpenTask
from actions.kinds.kind import AnswerKind, Options, Reading, Value
from actions.kinds.order import order_of_task, without_wishes
from actions.tasks.definition import Question
from actions.turn import Turn
from knowledge.catalogue.queries import variants_by_ids
from knowledge.operations import choices
from knowledge.operations.choices import Choice, ItemChoice, MethodChoice
from knowledge.operations.naming import method_name
from knowledge.operations.words import reason_title
from knowledge.words import joined
from retrieval.ranking import rank_texts

# An item is meant when the words fit it about as well as the one they fit best.
FITS, NEAR = 0.15, 0.6
_ALL = (
    "all of", "everything", "both", "whole order", "all items", "entire",
    "全部", "都退", "都换", "所有", "整单", "都要", "两个都", "全都",
)  # fmt: skip


class ReasonKind(AnswerKind):
    """One of the reasons that the rules know."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The reason's value; skipped where the rules ask for none."""
        reasons = _reasons(turn, task, question)
        if not reasons:
            return Value("")
        return _picked(turn, [(r.value, r.title) for r in reasons], asked=asked)

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """A button for each reason."""
        reasons = _reasons(turn, task, question)
        return Options.of((r.value, r.title) for r in reasons)

    def shown(self, turn: Turn, task: OpenTask, value: str) -> str:
        """The reason in words."""
        return reason_title(value, turn.language)


class ItemsKind(AnswerKind):
    """One or several items of the order."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The variant ids, one for each piece."""
        items = _items(turn, task)
        everything = [i.variant_id for i in items for _ in range(i.quantity)]
        text = turn.text.casefold()
        if len(everything) == 1 or any(word in text for word in _ALL):
            return Value(everything)
        placed = [p for p in turn.values("ordinal") if 0 < p <= len(items)]
        if asked and placed:
            return Value([items[place - 1].variant_id for place in placed])
        named = _named(turn, items)
        return Value(named) if named else None

    def named(self, turn: Turn, task: OpenTask, question: Question) -> Reading:
        """Other items, by name."""
        found = _named(turn, _items(turn, task))
        return Value(found) if found else None

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """A button for each item, and the items as a numbered list."""
        items = _items(turn, task)
        return Options.of(
            ((item.variant_id, item.title) for item in items), numbered=True
        )

    def shown(self, turn: Turn, task: OpenTask, value: list[str]) -> str:
        """The names of the items."""
        order = order_of_task(turn, task)
        titles = {i.variant_id: i.title for i in choices.items_of(order, turn.language)}
        return joined([titles.get(item, item) for item in value], turn.language)


class PaymentKind(AnswerKind):
    """One of the customer's own ways to pay or to be paid back."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """The method's id; the only lawful one needs no question."""
        methods = _methods(turn, task, question)
        nothing_to_pay = difference_of(turn, task) == 0
        if methods and not asked and (len(methods) == 1 or nothing_to_pay):
            return Value(methods[0].id)  # the original one comes first
        return _method(turn, methods, asked=asked)

    def named(self, turn: Turn, task: OpenTask, question: Question) -> Reading:
        """Another method, by its name."""
        return _method(turn, _methods(turn, task, question), asked=False)

    def options(
        self,
        turn: Turn,
        task: OpenTask,
        question: Question,
        *,
        among: Sequence[str] = (),
    ) -> Options:
        """A button for each lawful method."""
        methods = _methods(turn, task, question)
        return Options.of((m.id, m.title) for m in methods)

    def shown(self, turn: Turn, task: OpenTask, value: str) -> str:
        """The method as the customer knows it."""
        methods = turn.customer.payment_methods if turn.customer else []
        found = next((m for m in methods if m.id == value), None)
        return method_name(found, turn.language) if found else value


def difference_of(turn: Turn, task: OpenTask) -> int | None:
    """What the new versions cost more (below zero: less); None when none are chosen."""
    swaps = task.collected.get("swaps")
    if not swaps:
        return None
    prices = {
        line.variant_id: line.unit_price for line in order_of_task(turn, task).lines
    }
    old = sum(prices[item] for item in task.collected["items"])
    return sum(variant.price for variant in variants_by_ids(turn.session, swaps)) - old


def _reasons(turn: Turn, task: OpenTask, question: Question) -> list[Choice]:
    order = order_of_task(turn, task)
    operation = question.options["operation"]
    return choices.reasons(order, operation, turn.language)


def _items(turn: Turn, task: OpenTask) -> list[ItemChoice]:
    return choices.items_of(order_of_task(turn, task), turn.language)


def _methods(turn: Turn, task: OpenTask, question: Question) -> list[MethodChoice]:
    found = choices.payment_methods(
        turn.session,
        order_of_task(turn, task),
        question.options["operation"],
        turn.language,
        amount=difference_of(turn, task) or 0,
    )
    return [method for method in found if method.fits]


def _method(turn: Turn, methods: Sequence[MethodChoice], *, asked: bool) -> Reading:
    """Only what the words name for certain: money must not go where nobody said."""
    text = turn.text.casefold()
    said_digits = set(_DIGITS.findall(text))
    exact = [m for m in methods if m.title.casefold() in text]
    digits = [m for m in methods if set(_DIGITS.findall(m.title)) & said_digits]
    kinds = [m for m in methods if any(w in text for w in _KIND_WORDS.get(m.kind, ()))]
    for found in (exact, digits, kinds):
        if len(found) == 1:
            return Value(found[0].id)
    if any(word in text for word in _ORIGINAL) and methods:
        return Value(methods[0].id)  # choices lists the original first
    place = turn.value("ordinal")
    if asked and place and 0 < place <= len(methods):
        return Value(methods[place - 1].id)
    return None


_DIGITS = re.compile(r"\d{4}")
_ORIGINAL = (
    "original", "same way", "same card", "same method", "原路", "原支付", "原来的",
)  # fmt: skip
_KIND_WORDS = {
    "credit_card": ("credit", "visa", "mastercard", "my card", "信用卡", "银行卡"),
    "gift_card": ("gift", "store credit", "礼品卡", "购物卡"),
    "paypal": ("paypal", "贝宝"),
    "alipay": ("alipay", "支付宝"),
    "wechat_pay": ("wechat", "微信"),
}


def _named(turn: Turn, items: Sequence[ItemChoice]) -> list[str]:
    scores = rank_texts(
        turn.services.searchers.embedder,
        without_wishes(turn.text),
        [item.title for item in items],
    )
    top = max(scores, default=0.0)
    if top < FITS:
        return []
    return [
        item.variant_id
        for item, score in zip(items, scores, strict=True)
        if score >= max(FITS, NEAR * top)
    ]


def _picked(turn: Turn, pairs: Sequence[tuple[str, str]], *, asked: bool) -> Reading:
    """The value whose title the message contains, or the one at the place named."""
    text = turn.text.casefold()
    for value, title in pairs:
        if title.casefold() in text:
            return Value(value)
    place = turn.value("ordinal")
    if asked and place and 0 < place <= len(pairs):
        return Value(pairs[place - 1][0])
    if not asked or turn.intent in ("deny", "affirm", "stop_task"):
        return None
    scores = rank_texts(
        turn.services.searchers.embedder, turn.text, [title for _, title in pairs]
    )
    best = max(range(len(pairs)), key=lambda index: scores[index], default=None)
    return Value(pairs[best][0]) if best is not None and scores[best] >= FITS else None
