"""The member who looks at a page: his role, words, time zone and preferences."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from fastapi import Request
from nicegui import ui

from integrations.console.pages.times import Times
from integrations.console.preferences import MemberPreferences
from integrations.console.services import Services
from integrations.console.wording import Wording
from knowledge.errors import KnowledgeError
from knowledge.staff.errors import SignInNeeded
from knowledge.staff.models import StaffMember
from knowledge.staff.permissions import Permission, may

SIGN_IN = "/sign-in"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Viewer:
    """One member at one window."""

    services: Services
    member: StaffMember
    wording: Wording
    times: Times

    @property
    def id(self) -> int:
        return self.member.id

    @property
    def preferences(self) -> MemberPreferences:
        return self.services.preferences.of(self.member.id)

    def may(self, permission: Permission) -> bool:
        """Whether his role includes it; the operations check it again."""
        return may(self.member, permission)

    async def save_preferences(self) -> None:
        """Write down what he likes and has read."""
        await asyncio.to_thread(self.services.preferences.save, self.member.id)

    async def attempt(self, deed: Awaitable[T]) -> T | None:
        """Do it; a refusal is told in a sentence and gives None."""
        try:
            return await deed
        except SignInNeeded:
            ui.navigate.to(SIGN_IN)
        except KnowledgeError as error:
            tell(self.wording.refusal(error), bad=True)
        return None


async def viewer_of(request: Request, services: Services) -> Viewer | None:
    """The signed-in member behind a request; None when nobody is."""
    member = await services.staff.member(request.session.get("member_id"))
    if member is None:
        return None
    wording = Wording(member.language)
    zone = _zone(request.session.get("zone", ""))
    return Viewer(services, member, wording, Times(wording, zone))


def tell(sentence: str, *, bad: bool = False) -> None:
    """Show a sentence for a few seconds; screen readers read it out."""
    kind = "told told--bad" if bad else "told"
    ui.notify(
        sentence, position="bottom-left", timeout=5000 if bad else 2500, classes=kind
    )


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return UTC
