"""One product in words: the variant that was asked for, and what it has."""

from __future__ import annotations

from collections.abc import Sequence

from actions.cards import product_card
from actions.reply import Reply, say
from actions.showing import focused
from actions.turn import Turn
from knowledge.catalogue.models import Product, Variant
from knowledge.catalogue.options import option_word
from knowledge.conversations.models import Kind
from knowledge.database.base import in_language
from knowledge.words import joined, label, money
from retrieval.ranking import rank_texts

DETAILS = 8


def describe(turn: Turn, product: Product) -> Reply:
    """The product with its description and the attributes that matter to the words."""
    language = turn.language
    variant = asked_variants(turn, product)[0]
    return say(
        "utter_product",
        kind=Kind.PRODUCTS,
        payload={"cards": [product_card(product, variant, language)]},
        name=in_language(product.name, language),
        price=money(variant.price, variant.currency),
        description=in_language(product.description, language),
        listing=_attributes(turn, product, variant),
    ).remembering(focused(turn.dialogue, product.id))


def asked_variants(turn: Turn, product: Product) -> Sequence[Variant]:
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
        else attribute_value(value, language)
    )


def attribute_value(value: object, language: str) -> str:
    if isinstance(value, dict):
        return in_language(value, language)
    if isinstance(value, list):
        return joined([attribute_value(part, language) for part in value], language)
    if isinstance(value, bool):
        return label("button", "yes" if value else "no_value", language)
    return str(value)
