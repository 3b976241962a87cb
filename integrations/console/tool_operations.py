"""Tools for a member of staff: his role is checked, and the log names him."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations.console.staff_access import permitted
from knowledge.clock import Clock
from knowledge.database.session import Database
from knowledge.exporting.retail import export_retail
from knowledge.operations.answers import Answer, answer
from knowledge.operations.service import Authority
from knowledge.operations.tools import TOOLS, Call
from knowledge.staff import audit
from knowledge.staff.permissions import Permission


@dataclass(frozen=True, slots=True)
class ToolOperations:
    """Every use is one transaction; what is refused leaves nothing behind."""

    database: Database
    clock: Clock

    async def use(
        self, member_id: int, name: str, arguments: Mapping[str, Any], *, language: str
    ) -> Answer:
        """Its answer. Raises PermissionMissing, ToolNotFound, ArgumentsInvalid."""
        return await asyncio.to_thread(self._use, member_id, name, arguments, language)

    async def export(self, member_id: int) -> dict[str, Any]:
        """The retail shop in the layout of its files."""
        return await asyncio.to_thread(self._export, member_id)

    def described(self) -> dict[str, Any]:
        """Every tool with the JSON schema of its arguments."""
        return {
            name: {
                "description": tool.arguments.__doc__,
                "arguments": tool.arguments.model_json_schema(),
                "writes": tool.writes,
            }
            for name, tool in TOOLS.items()
        }

    def _use(
        self, member_id: int, name: str, arguments: Mapping[str, Any], language: str
    ) -> Answer:
        # Look-ups don't wait for writers, nor hold them up.
        writes = name in TOOLS and TOOLS[name].writes
        opened = self.database.writing() if writes else self.database.reading()
        with opened as session:
            member = permitted(session, member_id, Permission.SERVE_CUSTOMERS)
            authority = Authority(audit.actor_of(member), customer_id=None)
            call = Call(session, authority, self.clock())
            return answer(call, name, arguments, language=language)

    def _export(self, member_id: int) -> dict[str, Any]:
        with self.database.reading() as session:
            permitted(session, member_id, Permission.SERVE_CUSTOMERS)
            return dict(export_retail(session))
