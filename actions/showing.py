"""What the customer sees becomes what "it" and "the second one" mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue import Dialogue
from knowledge.catalogue.constraints import Constraints


def shown_products(
    dialogue: Dialogue,
    ids: Sequence[str],
    *,
    constraints: Constraints | None = None,
    seen: Sequence[str] = (),
) -> Dialogue:
    """The dialogue in which "the second one" is the second of these products."""
    shown = replace(
        dialogue.shown,
        products=tuple(ids),
        product=ids[0] if len(ids) == 1 else None,
        constraints=constraints.to_json()
        if constraints
        else dialogue.shown.constraints,
        seen=(*seen, *ids),
        latest="products",
    )
    return replace(dialogue, shown=shown, misses=0)


def focused(dialogue: Dialogue, product_id: str) -> Dialogue:
    """The dialogue in which "it" is this product; the list around it stays."""
    listed = dialogue.shown.products
    shown = replace(
        dialogue.shown,
        products=listed if product_id in listed else (product_id,),
        product=product_id,
        latest="products",
    )
    return replace(dialogue, shown=shown, misses=0)
