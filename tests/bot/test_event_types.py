"""Event types are remembered, and resolved as before."""

from __future__ import annotations

from rasa.shared.core.events import Event, SlotSet, UserUttered

from bot.event_types import install


def test_types_are_resolved_as_before() -> None:
    install()
    install()
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("user") is UserUttered
    assert Event.resolve_by_type("user", None) is UserUttered
    slot = SlotSet("language", "zh")
    assert Event.from_parameters(slot.as_dict()) == slot
