"""Finding products: search, narrow down, more of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.base import ShopAction
from actions.cards import product_card, product_line
from actions.product_details import describe
from actions.reply import Reply, say
from actions.showing import shown_products
from actions.turn import Turn
from knowledge.catalogue.constraints import Constraints, read_constraints
from knowledge.catalogue.models import Product
from knowledge.catalogue.queries import products_by_ids
from knowledge.catalogue.search import ProductHit, SearchResult, search_products
from knowledge.catalogue.vocabulary import vocabulary_of
from knowledge.conversations.models import Kind
from knowledge.words import joined, label

SHOWN = 5


class SearchProduct(ShopAction):
    """Free-text product search with what the words demand."""

    action_name = "action_search_product"

    def respond(self, turn: Turn) -> Reply:
        """Cards, or an honest "we don't carry that"."""
        return search(turn, text=turn.text, constraints=None)


class RefineSearch(ShopAction):
    """ "Cheaper", "not red", "bigger": the last search with one more wish."""

    action_name = "action_refine_search"

    def respond(self, turn: Turn) -> Reply:
        """The narrowed list; without an earlier search, a search of its own."""
        before = turn.dialogue.shown.constraints
        if before is None:
            return search(turn, text=turn.text, constraints=None)
        wish = read_constraints(
            turn.text,
            vocabulary=vocabulary_of(turn.services.searchers.products),
            language=turn.language,
        )
        merged = Constraints.from_json(before).merged(_relative(turn, wish))
        found = search(turn, text="", constraints=merged)
        direction = relative_price(turn.text)
        if direction and found.says[0].response != "utter_products":
            return say(f"utter_no_{direction}")
        return found


class ShowMore(ShopAction):
    """The next ones of the last search, or the next orders."""

    action_name = "action_show_more"

    def respond(self, turn: Turn) -> Reply:
        """What has not been shown yet."""
        before = turn.dialogue.shown.constraints
        if before is None:
            return say("utter_nothing_to_continue")
        return search(
            turn,
            text="",
            constraints=Constraints.from_json(before),
            exclude=turn.dialogue.shown.seen,
        )


def search(
    turn: Turn,
    *,
    text: str,
    constraints: Constraints | None,
    exclude: Sequence[str] = (),
) -> Reply:
    """Search and show; remembers what was shown and what was asked for."""
    result = search_products(
        turn.session,
        turn.services.searchers.products,
        text=text,
        language=turn.language,
        limit=SHOWN,
        constraints=constraints,
        exclude=exclude,
    )
    named = next((h.product for h in result.hits if _is_named(h.product, text)), None)
    if named is not None:
        return describe(turn, named)
    spent = exclude and (result.nothing_like_that or result.relaxed)
    if not result.hits or spent:
        after = replace(turn.dialogue, misses=0)
        response = "utter_no_more_products" if exclude else "utter_no_products"
        return say(response).remembering(after)
    return _show(turn, result, exclude)


def _is_named(product: Product, text: str) -> bool:
    """Whether the words hold the product's whole name, of more than one word."""
    said = text.casefold()
    names = [name for name in product.name.values() if len(name) > 6 and " " in name]
    return any(name.casefold() in said for name in names)


def _show(turn: Turn, result: SearchResult, exclude: Sequence[str]) -> Reply:
    hits, language = _of_the_kind(result), turn.language
    ids = [hit.product.id for hit in hits]
    dialogue = shown_products(
        turn.dialogue, ids, constraints=result.constraints, seen=exclude
    )
    return say(
        _response(result, exclude),
        kind=Kind.PRODUCTS,
        payload={"cards": [product_card(h.product, h.variant, language) for h in hits]},
        listing=_listing(hits, language),
        count=len(hits),
        relaxed=joined(
            [label("constraint", name, language) for name in result.relaxed], language
        ),
    ).remembering(dialogue)


def _of_the_kind(result: SearchResult) -> Sequence[ProductHit]:
    """Three good ones beat five: other shelves only when the one named has nothing."""
    on_shelf = [hit for hit in result.hits if "category" in hit.reasons]
    return on_shelf if result.constraints.categories and on_shelf else result.hits


def _response(result: SearchResult, exclude: Sequence[str]) -> str:
    if result.nothing_like_that:
        return "utter_products_nearest"
    if result.relaxed:
        return "utter_products_relaxed"
    return "utter_products_more" if exclude else "utter_products"


def _listing(hits: Sequence[ProductHit], language: str) -> str:
    return "\n".join(
        f"{place}. {product_line(hit.product, hit.variant, language)}"
        for place, hit in enumerate(hits, start=1)
    )


def _relative(turn: Turn, wish: Constraints) -> Constraints:
    """ "Cheaper" and "dearer" are measured against what was just shown."""
    prices = shown_prices(turn)
    direction = relative_price(turn.text)
    if not prices or direction is None or wish.price_max or wish.price_min:
        return wish
    # The comparative is no word to search for.
    if direction == "cheaper":
        return replace(wish, words="", price_max=_below(prices))
    return replace(wish, words="", price_min=max(prices) + 1)


def _below(prices: Sequence[int]) -> int:
    """Below the middle of what was shown, so that something is left to find."""
    return sorted(prices)[len(prices) // 2] - 1


def shown_prices(turn: Turn) -> list[int]:
    """The prices of the products that the customer last saw."""

    found = products_by_ids(turn.session, turn.dialogue.shown.products)
    return [product.variants[0].price for product in found if product.variants]


def relative_price(text: str) -> str | None:
    """``cheaper`` or ``dearer`` when the words compare prices."""
    lowered = text.casefold()
    for direction, words in _COMPARATIVES.items():
        if any(word in lowered for word in words):
            return direction
    return None


_COMPARATIVES = {
    "cheaper": (
        "cheap",
        "less expensive",
        "lower price",
        "too expensive",
        "budget",
        "便宜",
        "太贵",
        "实惠",
        "低一点",
    ),
    "dearer": (
        "more expensive",
        "higher end",
        "premium",
        "better quality",
        "贵一点",
        "高端",
        "好一点",
    ),
}
