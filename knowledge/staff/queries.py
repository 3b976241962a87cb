"""Reading the staff."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.staff.models import AuditEntry, StaffMember


def member_by_id(session: Session, member_id: int) -> StaffMember | None:
    """The member with this number, active or not."""
    return session.get(StaffMember, member_id)


def member_by_email(session: Session, email: str) -> StaffMember | None:
    """The member who signs in with this e-mail, however it is capitalised."""
    return session.scalar(
        select(StaffMember).where(StaffMember.email == email.strip().lower())
    )


def members(session: Session) -> Sequence[StaffMember]:
    """Everybody, by name."""
    return session.scalars(select(StaffMember).order_by(StaffMember.name)).all()


def audit_of(
    session: Session, subject: str, *, limit: int = 50
) -> Sequence[AuditEntry]:
    """What was done to ``subject``, newest first."""
    return session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == subject)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    ).all()
