"""The composition root of the console: everything that its pages and routes use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from integrations.console.article_operations import ArticleOperations
from integrations.console.article_reading import ArticleReading
from integrations.console.desk_operations import AssistantMemory, DeskOperations
from integrations.console.desk_reading import DeskReading
from integrations.console.live import Live
from integrations.console.preferences import Preferences
from integrations.console.settings import ConsoleSettings
from integrations.console.staff_access import StaffAccess
from integrations.console.tokens import StaffTokens
from integrations.console.tool_operations import ToolOperations
from integrations.realtime.hub import Hub
from knowledge.clock import Clock, now
from knowledge.database.session import Database


@dataclass(frozen=True, slots=True)
class Services:
    """What the console is made of."""

    settings: ConsoleSettings
    database: Database
    live: Live
    staff: StaffAccess
    desk: DeskOperations
    articles: ArticleOperations
    reading: DeskReading
    article_reading: ArticleReading
    tokens: StaffTokens
    preferences: Preferences
    tools: ToolOperations


def compose(
    *,
    settings: ConsoleSettings,
    database: Database,
    hub: Hub,
    assistant: AssistantMemory,
    clock: Clock = now,
) -> Services:
    """The services over these parts; tests give a fake hub and assistant."""
    lifetime = timedelta(hours=settings.console_session_hours)
    return Services(
        settings=settings,
        database=database,
        live=Live(hub),
        staff=StaffAccess(database, clock),
        desk=DeskOperations(database, assistant, clock),
        articles=ArticleOperations(database, clock),
        reading=DeskReading(database, clock),
        article_reading=ArticleReading(database),
        tokens=StaffTokens(settings.secret, lifetime, clock),
        preferences=Preferences(settings.var / "console"),
        tools=ToolOperations(database, clock),
    )
