"""One product in particular: details, stock, comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.base import ShopAction
from actions.cards import product_card, product_line, stock_level
from actions.catalogue import search
from actions.product_details import asked_variants, attribute_value, describe
from actions.reply import Reply, say
from actions.showing import focused, shown_products
from actions.tasks import engine
from actions.tasks.definition import definitions
from actions.turn import Turn
from knowledge.catalogue.models import Product, Variant
from knowledge.catalogue.options import option_word, option_words
from knowledge.catalogue.queries import product_by_id, products_by_ids
from knowledge.catalogue.search import search_products
from knowledge.conversations.models import Kind
from knowledge.database.base import in_language
from knowledge.words import joined, label, money
from retrieval.ranking import rank_texts

# A name in the message must fit this well to mean the product.
NAMED = 0.5
COMPARED = 4
_FIRST = {
    2: re.compile(
        r"first (?:two|2)|(?:these|the|both) two|both|[前头这][两二2]|两个", re.I
    ),
    3: re.compile(r"first (?:three|3)|(?:these|the) three|[前头这][三3]|三个", re.I),
}


class DescribeProduct(ShopAction):
    """What a product is and has."""

    action_name = "action_ask_product_detail"

    def respond(self, turn: Turn) -> Reply:
        """The attribute that was asked for, then the description."""
        if means_order(turn):
            return show_meant_order(turn)
        product = meant_product(turn)
        if product is None:
            return search(turn, text=turn.text, constraints=None)
        return describe(turn, product)


class CheckStock(ShopAction):
    """Which variants of a product can be bought."""

    action_name = "action_check_stock"

    def respond(self, turn: Turn) -> Reply:
        """In stock or not, variant by variant."""
        product = meant_product(turn)
        if product is None:
            return search(turn, text=turn.text, constraints=None)
        variants = asked_variants(turn, product)
        listing = "\n".join(_stock_line(v, turn.language) for v in variants)
        available = any(stock_level(variant) != "out" for variant in variants)
        return say(
            "utter_stock" if available else "utter_stock_out",
            kind=Kind.PRODUCTS,
            payload={"cards": [product_card(product, variants[0], turn.language)]},
            product=in_language(product.name, turn.language),
            listing=listing,
        ).remembering(focused(turn.dialogue, product.id))


class CompareProducts(ShopAction):
    """Two to four products side by side."""

    action_name = "action_compare_products"

    def respond(self, turn: Turn) -> Reply:
        """The attributes in which they differ, one line each."""
        products = _to_compare(turn)
        if len(products) < 2:
            return say("utter_compare_what")
        language = turn.language
        names = [in_language(product.name, language) for product in products]
        return say(
            "utter_comparison",
            kind=Kind.PRODUCTS,
            payload={
                "cards": [product_card(p, p.variants[0], language) for p in products]
            },
            names=joined(names, language),
            listing=_differences(products, language),
        ).remembering(shown_products(turn.dialogue, [p.id for p in products]))


class ChooseItem(ShopAction):
    """ "The second one" of what was shown."""

    action_name = "action_choose_item"

    def respond(self, turn: Turn) -> Reply:
        """The product meant; orders are chosen by their own tasks."""
        if means_order(turn):
            return show_meant_order(turn)
        product = meant_product(turn)
        if product is None:
            return say("utter_choose_what")
        return describe(turn, product)


def means_order(turn: Turn) -> bool:
    """Whether "the third one" is one of the orders just listed."""
    shown = turn.dialogue.shown
    listed = shown.latest == "orders" and bool(shown.orders)
    return listed and turn.value("ordinal") is not None


def show_meant_order(turn: Turn) -> Reply:
    """The order's status, as if it had been asked for by number."""
    return engine.start(turn, definitions()["check_order_status"])


def meant_product(turn: Turn) -> Product | None:
    """By place in the list, by name among those shown or in the shop, or "it"."""
    shown = turn.dialogue.shown
    place = turn.value("ordinal")
    if place == -1 and not _THE_LAST.search(turn.text):
        place = None  # "how long does the battery last"
    if place and shown.products and abs(place) <= len(shown.products):
        index = place if place < 0 else place - 1
        return product_by_id(turn.session, shown.products[index])
    named = meant_by_name(turn)
    if named is not None:
        return named
    focus = shown.product or (shown.products[0] if shown.products else None)
    return product_by_id(turn.session, focus) if focus else None


_THE_LAST = re.compile(r"\b(?:the|that) last\b|last one|最后", re.IGNORECASE)


def meant_by_name(turn: Turn) -> Product | None:
    """The product whose name is in the words, or nearly."""
    candidates = products_by_ids(turn.session, turn.dialogue.shown.products)
    result = search_products(
        turn.session,
        turn.services.searchers.products,
        text=turn.text,
        language=turn.language,
        limit=3,
    )
    if not result.nothing_like_that:
        candidates += [hit.product for hit in result.hits]
    if not candidates:
        return None
    text = turn.text.casefold()
    for product in candidates:
        if any(name.casefold() in text for name in product.name.values()):
            return product
    names = [in_language(product.name, turn.language) for product in candidates]
    scores = rank_texts(turn.services.searchers.embedder, turn.text, names)
    best = max(range(len(names)), key=lambda index: scores[index])
    return candidates[best] if scores[best] >= NAMED else None


def _stock_line(variant: Variant, language: str) -> str:
    options = option_words(variant.options, language)
    stock = label("stock", stock_level(variant), language, count=variant.stock)
    price = money(variant.price, variant.currency)
    return " · ".join(part for part in (options, price, stock) if part)


def _to_compare(turn: Turn) -> list[Product]:
    shown = turn.dialogue.shown.products
    places = [place for place in turn.values("ordinal") if 0 < place <= len(shown)]
    named = [shown[place - 1] for place in places]
    focus = turn.dialogue.shown.product
    if len(named) == 1 and focus and focus != named[0]:
        named = [focus, *named]  # "this one and the first"
    first = next((n for n, how in _FIRST.items() if how.search(turn.text)), COMPARED)
    chosen = named if len(named) > 1 else shown[:first]
    return products_by_ids(turn.session, list(dict.fromkeys(chosen)))


def _differences(products: Sequence[Product], language: str) -> str:
    """Price first, then what every one of them states and not all alike."""
    lines = [
        product_line(product, product.variants[0], language) for product in products
    ]
    shared = set.intersection(*(set(product.attributes) for product in products))
    for name in sorted(shared):
        values = [
            attribute_value(product.attributes[name], language) for product in products
        ]
        if len(set(values)) > 1:
            lines.append(f"{option_word(name, language)}: {' / '.join(values)}")
    return "\n".join(lines)
