"""The audit log: written in the same transaction as the deed, or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from knowledge.staff.models import AuditEntry, StaffMember


def actor_of(member: StaffMember) -> str:
    """How the log names a member: by a number that survives a change of name."""
    return f"staff:{member.id}"


def record(
    session: Session,
    *,
    actor: str,
    action: str,
    subject: str,
    at: datetime,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append that ``actor`` did ``action`` to ``subject``."""
    entry = AuditEntry(
        at=at, actor=actor, action=action, subject=subject, details=details or {}
    )
    session.add(entry)
    session.flush()
    return entry
