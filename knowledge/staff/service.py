"""Signing in, and who belongs to the staff."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from knowledge.staff import audit, queries
from knowledge.staff.errors import (
    AccountLocked,
    EmailInvalid,
    EmailTaken,
    MemberNotFound,
    PasswordTooShort,
    WrongCredentials,
)
from knowledge.staff.models import Role, StaffMember
from knowledge.staff.passwords import (
    hash_password,
    is_outdated,
    password_matches,
    waste_a_check,
)

FAILURES_UNTIL_LOCKED = 5
LOCKED_FOR = timedelta(minutes=15)
SHORTEST_PASSWORD = 12

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def password_of(session: Session, email: str, *, at: datetime) -> str | None:
    """The hash to check a password against; None where no check would help."""
    member = queries.member_by_email(session, email)
    if member is None or not member.active:
        return None
    locked = member.locked_until is not None and member.locked_until > at
    return None if locked else member.password_hash


def sign_in(
    session: Session,
    *,
    email: str,
    password: str,
    at: datetime,
    matches: bool | None = None,
) -> StaffMember | WrongCredentials | AccountLocked:
    """The member, or why not.

    A refusal is returned rather than raised: raising would roll back the count
    of failures that it rests on. The edge raises it after the commit. ``matches``:
    the password has been checked already, outside of a transaction, since a check
    takes so long that other writers would wait.
    """
    member = queries.member_by_email(session, email)
    if member is None or not member.active:
        if matches is None:
            waste_a_check(password)
        return WrongCredentials()
    if member.locked_until is not None and member.locked_until > at:
        return _locked(member.locked_until, at)
    if matches is None:
        matches = password_matches(password, member.password_hash)
    if not matches:
        return _count_failure(session, member, at)
    _welcome(session, member, password, at)
    return member


def _locked(until: datetime, at: datetime) -> AccountLocked:
    return AccountLocked(minutes=math.ceil((until - at).total_seconds() / 60))


def _count_failure(
    session: Session, member: StaffMember, at: datetime
) -> WrongCredentials | AccountLocked:
    member.failed_sign_ins += 1
    if member.failed_sign_ins < FAILURES_UNTIL_LOCKED:
        session.flush()
        return WrongCredentials()
    member.failed_sign_ins = 0
    member.locked_until = at + LOCKED_FOR
    actor = audit.actor_of(member)
    audit.record(session, actor=actor, action="account.locked", subject=actor, at=at)
    return _locked(member.locked_until, at)


def _welcome(
    session: Session, member: StaffMember, password: str, at: datetime
) -> None:
    member.failed_sign_ins = 0
    member.locked_until = None
    if is_outdated(member.password_hash):
        member.password_hash = hash_password(password)
    actor = audit.actor_of(member)
    audit.record(session, actor=actor, action="signed_in", subject=actor, at=at)


def add_member(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    password: str,
    at: datetime,
    language: str = "en",
    actor: str = "system",
) -> StaffMember:
    """A new member of staff. Raises EmailInvalid, EmailTaken, PasswordTooShort."""
    email = email.strip().lower()
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise EmailInvalid(email=email)
    if queries.member_by_email(session, email) is not None:
        raise EmailTaken(email=email)
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(minimum=SHORTEST_PASSWORD)
    member = StaffMember(
        email=email,
        name=name.strip(),
        role=role.value,
        language=language,
        password_hash=hash_password(password),
        created_at=at,
    )
    session.add(member)
    session.flush()
    audit.record(
        session,
        actor=actor,
        action="member.added",
        subject=audit.actor_of(member),
        at=at,
        details={"role": role.value},
    )
    return member


def switch_off(
    session: Session, *, member_id: int, at: datetime, actor: str
) -> StaffMember:
    """The member cannot sign in any more; what he did stays his."""
    member = queries.member_by_id(session, member_id)
    if member is None:
        raise MemberNotFound(member_id=member_id)
    member.active = False
    audit.record(
        session,
        actor=actor,
        action="member.switched_off",
        subject=audit.actor_of(member),
        at=at,
    )
    return member


def choose_language(session: Session, *, member_id: int, language: str) -> None:
    """Remember the language in which the member reads the console."""
    member = queries.member_by_id(session, member_id)
    if member is None:
        raise MemberNotFound(member_id=member_id)
    member.language = language
    session.flush()
