"""What staff do with conversations; the pages and the HTTP interface share it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import structlog
from sqlalchemy.orm import Session

from integrations.console.staff_access import permitted
from knowledge.clock import Clock
from knowledge.conversations import handoff
from knowledge.conversations.models import Entry
from knowledge.database.session import Database
from knowledge.staff import audit
from knowledge.staff.models import StaffMember
from knowledge.staff.permissions import Permission

_log = structlog.get_logger(__name__)

# The agent must not wait for an assistant that is down.
_PATIENCE_SECONDS = 3.0

Deed = Callable[[Session, StaffMember, datetime], Entry]


class AssistantMemory(Protocol):
    """What we ask of the assistant: to set something that it remembers."""

    async def set_slot(self, conversation_id: str, name: str, value: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class DeskOperations:
    """Every deed checks the role, is audited, and commits as one."""

    database: Database
    assistant: AssistantMemory
    clock: Clock

    async def take(self, member_id: int, conversation_id: str) -> Entry:
        """Answer from now on instead of the assistant. Raises AlreadyTaken."""

        def deed(session: Session, agent: StaffMember, at: datetime) -> Entry:
            return handoff.join(session, conversation_id, agent=agent, at=at)

        return await self._do(member_id, conversation_id, "taken", deed)

    async def reply(self, member_id: int, conversation_id: str, text: str) -> Entry:
        """Say something to the customer. Raises NotInConversation, AlreadyTaken."""

        def deed(session: Session, agent: StaffMember, at: datetime) -> Entry:
            return handoff.reply(
                session, conversation_id, agent=agent, text=text.strip(), at=at
            )

        return await self._do(member_id, conversation_id, "replied", deed)

    async def note(self, member_id: int, conversation_id: str, text: str) -> Entry:
        """Leave a note that only staff read."""

        def deed(session: Session, agent: StaffMember, at: datetime) -> Entry:
            return handoff.note(
                session, conversation_id, agent=agent, text=text.strip(), at=at
            )

        return await self._do(member_id, conversation_id, "noted", deed)

    async def hand_back(
        self, member_id: int, conversation_id: str, summary: str = ""
    ) -> Entry:
        """Let the assistant answer again. Raises NotInConversation, AlreadyTaken."""

        def deed(session: Session, agent: StaffMember, at: datetime) -> Entry:
            return handoff.hand_back(
                session, conversation_id, agent=agent, summary=summary.strip(), at=at
            )

        entry = await self._do(member_id, conversation_id, "handed_back", deed)
        await self._forget_open_question(conversation_id)
        return entry

    async def close(
        self, member_id: int, conversation_id: str, summary: str = ""
    ) -> Entry:
        """End the episode. Raises AlreadyTaken when another agent is in it."""

        def deed(session: Session, agent: StaffMember, at: datetime) -> Entry:
            return handoff.close(
                session, conversation_id, agent=agent, summary=summary.strip(), at=at
            )

        entry = await self._do(member_id, conversation_id, "closed", deed)
        await self._forget_open_question(conversation_id)
        return entry

    async def _do(
        self, member_id: int, conversation_id: str, action: str, deed: Deed
    ) -> Entry:
        return await asyncio.to_thread(
            self._in_transaction, member_id, conversation_id, action, deed
        )

    def _in_transaction(
        self, member_id: int, conversation_id: str, action: str, deed: Deed
    ) -> Entry:
        at = self.clock()
        with self.database.writing() as session:
            agent = permitted(session, member_id, Permission.SERVE_CUSTOMERS)
            entry = deed(session, agent, at)
            if entry.at < at:
                return entry  # it had been done before; the log has it already
            audit.record(
                session,
                actor=audit.actor_of(agent),
                action=f"conversation.{action}",
                subject=f"conversation:{conversation_id}",
                at=at,
                details={"seq": entry.seq},
            )
            return entry

    async def _forget_open_question(self, conversation_id: str) -> None:
        """What the assistant had asked before the agent came is not open any more."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self.assistant.set_slot(conversation_id, "dialogue", None)
        except Exception as error:  # the hand-back is committed and must stand
            _log.warning(
                "assistant_not_told", conversation=conversation_id, error=repr(error)
            )
