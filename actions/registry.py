"""Every action and effect of the assistant, found by importing the topics."""

from __future__ import annotations

from actions import (  # noqa: F401  # some topics only register effects
    catalogue,
    conversation,
    customers,
    doubt,
    faq,
    feedback,
    handoff,
    orders,
    products,
    promotions,
    recommendations,
    shipments,
)
from actions.base import ShopAction
from actions.services import Services
from actions.tasks.definition import definitions
from actions.tasks.effects import known_effects


def all_actions(services: Services | None = None) -> list[ShopAction]:
    """One of each; raises ``ValueError`` for a task that nothing can finish."""
    for definition in definitions().values():
        if definition.effect not in known_effects():
            raise ValueError(f"{definition.name}: no effect named {definition.effect}")
    return [action(services) for action in _concrete()]


def _concrete() -> list[type[ShopAction]]:
    found: list[type[ShopAction]] = ShopAction.__subclasses__()
    return sorted(found, key=lambda action: action.action_name)
