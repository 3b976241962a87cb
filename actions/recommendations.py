"""Suggestions, each with the reason for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.base import ShopAction
from actions.cards import product_card, product_line
from actions.catalogue import SHOWN, search
from actions.dialogue import Dialogue
from actions.products import meant_product
from actions.reply import Reply, say
from actions.showing import shown_products
from actions.turn import Turn
from knowledge.catalogue.constraints import read_constraints
from knowledge.catalogue.models import Product
from knowledge.catalogue.recommendations import (
    Recommendation,
    for_customer,
    goes_with,
    similar_to,
)
from knowledge.catalogue.vocabulary import vocabulary_of
from knowledge.conversations.models import Kind
from knowledge.database.base import in_language
from knowledge.words import label


class RecommendProducts(ShopAction):
    """What this customer may like; what is popular for a guest."""

    action_name = "action_recommend_products"

    def respond(self, turn: Turn) -> Reply:
        """A wish with a shelf or a price is a search; an open one a recommendation."""
        products = turn.services.searchers.products
        wish = read_constraints(
            turn.text, vocabulary=vocabulary_of(products), language=turn.language
        )
        if wish.categories or wish.brands or wish.price_max or wish.colours:
            return search(turn, text=turn.text, constraints=None)
        found = for_customer(
            turn.session, products, customer_id=turn.customer_id, limit=SHOWN
        )
        known = "utter_recommendations" if turn.customer_id else "utter_popular"
        return _show(turn, found, response=known)


class FindSimilar(ShopAction):
    """Others like the one that was shown or named."""

    action_name = "action_find_similar"

    def respond(self, turn: Turn) -> Reply:
        """Similar products, never the same one."""
        product = meant_product(turn)
        if product is None:
            return say("utter_similar_to_what")
        found = similar_to(
            turn.session,
            turn.services.searchers.products,
            product_id=product.id,
            limit=SHOWN,
        )
        return _show(turn, found, response="utter_similar", about=product)


class GoesWith(ShopAction):
    """What others bought together with it."""

    action_name = "action_goes_with"

    def respond(self, turn: Turn) -> Reply:
        """Companions of the product meant."""
        product = meant_product(turn)
        if product is None:
            return say("utter_similar_to_what")
        found = goes_with(
            turn.session,
            turn.services.searchers.products,
            product_id=product.id,
            limit=SHOWN,
            customer_id=turn.customer_id,
        )
        return _show(turn, found, response="utter_goes_with", about=product)


def _show(
    turn: Turn,
    found: Sequence[Recommendation],
    *,
    response: str,
    about: Product | None = None,
) -> Reply:
    if not found:
        return say("utter_nothing_to_recommend")
    language = turn.language
    lines = [
        f"{place}. {product_line(one.product, one.variant, language)}"
        for place, one in enumerate(found, start=1)
    ]
    return say(
        response,
        kind=Kind.PRODUCTS,
        payload={
            "cards": [
                product_card(
                    one.product, one.variant, language, reason=_reason(one, language)
                )
                for one in found
            ]
        },
        listing="\n".join(lines),
        product=in_language(about.name, language) if about else "",
    ).remembering(_listed(turn, [one.product.id for one in found], about))


def _listed(turn: Turn, ids: list[str], about: Product | None) -> Dialogue:
    """The list is what "the second" means; "it" stays the product it is about."""
    dialogue = shown_products(turn.dialogue, ids)
    if about is None:
        return dialogue
    return replace(dialogue, shown=replace(dialogue.shown, product=about.id))


def _reason(one: Recommendation, language: str) -> str:
    because = one.reason.because
    name = in_language(because.name, language) if because else ""
    return label("reason", one.reason.kind.value, language, product=name)
