"""Reading for a member, who must be allowed to, in one snapshot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from integrations.console.staff_access import permitted
from knowledge.database.session import Database
from knowledge.staff.permissions import Permission

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """Opens the snapshot in a thread and checks the role in it."""

    database: Database

    async def read(
        self, member_id: int, permission: Permission, read: Callable[[Session], T]
    ) -> T:
        """What ``read`` finds. Raises SignInNeeded, PermissionMissing."""

        def in_snapshot() -> T:
            with self.database.reading() as session:
                permitted(session, member_id, permission)
                return read(session)

        return await asyncio.to_thread(in_snapshot)
