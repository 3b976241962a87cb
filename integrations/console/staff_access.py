"""Who is asking, and whether he may."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.clock import Clock
from knowledge.database.session import Database
from knowledge.staff import queries, service
from knowledge.staff.errors import SignInNeeded
from knowledge.staff.models import StaffMember
from knowledge.staff.passwords import password_matches, waste_a_check
from knowledge.staff.permissions import Permission, require


@dataclass(frozen=True, slots=True)
class StaffAccess:
    """Signs members in and finds them again."""

    database: Database
    clock: Clock

    async def sign_in(self, email: str, password: str) -> StaffMember:
        """The member. Raises WrongCredentials or AccountLocked."""
        return await asyncio.to_thread(self._sign_in, email, password)

    async def member(self, member_id: int | None) -> StaffMember | None:
        """The member, unless he has been switched off meanwhile."""
        if member_id is None:
            return None
        return await asyncio.to_thread(self._member, member_id)

    async def choose_language(self, member_id: int, language: str) -> None:
        """Remember in which language he reads the console."""
        await asyncio.to_thread(self._choose_language, member_id, language)

    def _sign_in(self, email: str, password: str) -> StaffMember:
        at = self.clock()
        with self.database.reading() as session:
            known = service.password_of(session, email, at=at)
        # The check is slow on purpose; no transaction is open meanwhile.
        matches = password_matches(password, known) if known else False
        if known is None:
            waste_a_check(password)
        with self.database.writing() as session:
            outcome = service.sign_in(
                session, email=email, password=password, at=at, matches=matches
            )
        if isinstance(outcome, StaffMember):
            return outcome
        raise outcome

    def _member(self, member_id: int) -> StaffMember | None:
        with self.database.reading() as session:
            member = queries.member_by_id(session, member_id)
        return member if member and member.active else None

    def _choose_language(self, member_id: int, language: str) -> None:
        with self.database.writing() as session:
            service.choose_language(session, member_id=member_id, language=language)


def permitted(session: Session, member_id: int, permission: Permission) -> StaffMember:
    """The member, read in the transaction of the deed, so that no stale role counts."""
    member = queries.member_by_id(session, member_id)
    if member is None or not member.active:
        raise SignInNeeded()
    require(member, permission)
    return member
