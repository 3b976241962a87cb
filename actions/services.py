"""The composition root of the action server: what actions work with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from actions.settings import ActionSettings
from knowledge.clock import Clock, now
from knowledge.database.session import Database
from knowledge.searchers import Searchers, open_searchers


@dataclass(frozen=True)
class Services:
    """Everything that an action may use of the world."""

    database: Database
    searchers: Searchers
    settings: ActionSettings = field(default_factory=ActionSettings)
    clock: Clock = now


@cache
def services() -> Services:
    """The services of this process, built when the first customer needs them."""
    settings = ActionSettings()
    return Services(
        database=Database(),
        searchers=open_searchers(settings.var),
        settings=settings,
    )
