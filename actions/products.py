"""One product in particular: details, stock, comparison."""

from __future__ import annotations

from collections.abc import Sequence

from actions.base import ShopAction
from actions.cards import product_card, product_line, stock_level
from actions.catalogue import focused, search, shown_products
from actions.reply import Reply, say
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
DETAILS = 8


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
        variants = _asked_variants(turn, product)
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


def describe(turn: Turn, product: Product) -> Reply:
    """The product with its description and the attributes that matter to the words."""
    language = turn.language
    variant = _asked_variants(turn, product)[0]
    return say(
        "utter_product",
        kind=Kind.PRODUCTS,
        payload={"cards": [product_card(product, variant, language)]},
        name=in_language(product.name, language),
        price=money(variant.price, variant.currency),
        description=in_language(product.description, language),
        listing=_attributes(turn, product, variant),
    ).remembering(focused(turn.dialogue, product.id))


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
    if place and shown.products and abs(place) <= len(shown.products):
        index = place if place < 0 else place - 1
        return product_by_id(turn.session, shown.products[index])
    named = _named(turn)
    if named is not None:
        return named
    focus = shown.product or (shown.products[0] if shown.products else None)
    return product_by_id(turn.session, focus) if focus else None


def _named(turn: Turn) -> Product | None:
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
    names = [" ".join(product.name.values()) for product in candidates]
    scores = rank_texts(turn.services.searchers.embedder, turn.text, names)
    best = max(range(len(names)), key=lambda index: scores[index])
    return candidates[best] if scores[best] >= NAMED else None


def _asked_variants(turn: Turn, product: Product) -> Sequence[Variant]:
    """Those that fit most of the options in the question; all when it names none."""
    text = turn.text.casefold()
    fits = [
        sum(_says(text, value, turn.language) for value in variant.options.values())
        for variant in product.variants
    ]
    best = max(fits)
    return [
        variant
        for variant, fit in zip(product.variants, fits, strict=True)
        if fit == best
    ]


def _says(text: str, value: str, language: str) -> bool:
    spellings = {value.casefold(), option_word(value, language).casefold()}
    return any(len(word) > 1 and word in text for word in spellings)


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
    many = turn.value("quantity")
    first = many if isinstance(many, int) and 2 <= many <= COMPARED else COMPARED
    chosen = named if len(named) > 1 else shown[:first]
    return products_by_ids(turn.session, list(dict.fromkeys(chosen)))


def _differences(products: Sequence[Product], language: str) -> str:
    """Price first, then what every one of them states and not all alike."""
    lines = [
        product_line(product, product.variants[0], language) for product in products
    ]
    shared = set.intersection(*(set(product.attributes) for product in products))
    for name in sorted(shared):
        values = [_value(product.attributes[name], language) for product in products]
        if len(set(values)) > 1:
            lines.append(f"{option_word(name, language)}: {' / '.join(values)}")
    return "\n".join(lines)


def _attributes(turn: Turn, product: Product, variant: Variant) -> str:
    """The attributes and options, those that the words ask for first."""
    pairs = [
        f"{option_word(name, turn.language)}: {_shown(value, turn.language)}"
        for name, value in {**variant.options, **product.attributes}.items()
    ]
    if not pairs:
        return ""
    scores = rank_texts(turn.services.searchers.embedder, turn.text, pairs)
    order = sorted(range(len(pairs)), key=lambda index: -scores[index])
    return "\n".join(f"• {pairs[index]}" for index in order[:DETAILS])


def _shown(value: object, language: str) -> str:
    """A value of an attribute, or an option's in the words of the language."""
    return (
        option_word(value, language)
        if isinstance(value, str)
        else _value(value, language)
    )


def _value(value: object, language: str) -> str:
    if isinstance(value, dict):
        return in_language(value, language)
    if isinstance(value, list):
        return joined([_value(part, language) for part in value], language)
    if isinstance(value, bool):
        return label("button", "yes" if value else "no_value", language)
    return str(value)
