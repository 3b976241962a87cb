"""Signing in, and who belongs to the staff."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.database.session import Database
from knowledge.staff import queries
from knowledge.staff.errors import (
    AccountLocked,
    EmailInvalid,
    EmailTaken,
    PasswordTooShort,
    PermissionMissing,
    WrongCredentials,
)
from knowledge.staff.models import Role, StaffMember
from knowledge.staff.passwords import hash_password, password_matches
from knowledge.staff.permissions import Permission, may, require
from knowledge.staff.service import (
    FAILURES_UNTIL_LOCKED,
    LOCKED_FOR,
    add_member,
    sign_in,
    switch_off,
)
from tests.knowledge.staff.conftest import NOW, PASSWORD


def attempt(database: Database, password: str, *, minutes: int = 0) -> object:
    with database.writing() as session:
        return sign_in(
            session,
            email="alex@example.com",
            password=password,
            at=NOW + timedelta(minutes=minutes),
        )


class TestPasswords:
    def test_the_hash_hides_the_password_and_differs_each_time(self) -> None:
        first, second = hash_password("secret words"), hash_password("secret words")
        assert "secret" not in first
        assert first != second
        assert password_matches("secret words", first)
        assert not password_matches("secret word", first)

    def test_a_broken_hash_matches_nothing(self) -> None:
        assert not password_matches("x", "not a hash")


class TestSignIn:
    def test_the_right_password_lets_in_whatever_the_capitals(
        self, database: Database, agent: StaffMember
    ) -> None:
        with database.writing() as session:
            found = sign_in(
                session, email=" ALEX@example.com ", password=PASSWORD, at=NOW
            )
        assert isinstance(found, StaffMember)
        assert found.id == agent.id

    def test_an_unknown_email_and_a_wrong_password_sound_the_same(
        self, database: Database, agent: StaffMember
    ) -> None:
        with database.writing() as session:
            unknown = sign_in(session, email="no@example.com", password="x", at=NOW)
        wrong = attempt(database, "x")
        assert str(unknown) == str(wrong) == "wrong_credentials"

    def test_five_failures_lock_the_account_even_for_the_right_password(
        self, database: Database, agent: StaffMember
    ) -> None:
        results = [attempt(database, "x") for _ in range(FAILURES_UNTIL_LOCKED)]
        assert [type(result) for result in results[:-1]] == [WrongCredentials] * 4
        assert isinstance(results[-1], AccountLocked)
        refused = attempt(database, PASSWORD, minutes=1)
        assert isinstance(refused, AccountLocked)
        assert refused.facts == {"minutes": 14}

    def test_the_lock_opens_by_itself(
        self, database: Database, agent: StaffMember
    ) -> None:
        for _ in range(FAILURES_UNTIL_LOCKED):
            attempt(database, "x")
        later = int(LOCKED_FOR.total_seconds() // 60)
        assert isinstance(attempt(database, PASSWORD, minutes=later), StaffMember)

    def test_signing_in_forgets_earlier_failures(
        self, database: Database, agent: StaffMember
    ) -> None:
        for _ in range(2):
            for _ in range(FAILURES_UNTIL_LOCKED - 1):
                attempt(database, "x")
            assert isinstance(attempt(database, PASSWORD), StaffMember)

    def test_one_who_is_switched_off_stays_out(
        self, database: Database, agent: StaffMember
    ) -> None:
        with database.writing() as session:
            switch_off(session, member_id=agent.id, at=NOW, actor="staff:9")
        assert isinstance(attempt(database, PASSWORD), WrongCredentials)

    def test_the_log_has_the_lock_and_the_sign_in(
        self, database: Database, agent: StaffMember
    ) -> None:
        attempt(database, PASSWORD)
        for _ in range(FAILURES_UNTIL_LOCKED):
            attempt(database, "x")
        with database.reading() as session:
            actions = [e.action for e in queries.audit_of(session, "staff:1")]
        assert actions == ["account.locked", "signed_in", "member.added"]


class TestAddMember:
    @pytest.mark.parametrize(
        ("email", "password", "error"),
        [
            ("ALEX@example.com", PASSWORD, EmailTaken),
            ("alex at example", PASSWORD, EmailInvalid),
            ("new@example.com", "short", PasswordTooShort),
        ],
    )
    def test_refuses(
        self,
        database: Database,
        agent: StaffMember,
        email: str,
        password: str,
        error: type[Exception],
    ) -> None:
        with pytest.raises(error), database.writing() as session:
            add_member(
                session,
                email=email,
                name="N",
                role=Role.AGENT,
                password=password,
                at=NOW,
            )

    def test_a_deed_that_fails_leaves_no_trace_in_the_log(
        self, database: Database, agent: StaffMember
    ) -> None:
        with pytest.raises(ZeroDivisionError), database.writing() as session:
            switch_off(session, member_id=agent.id, at=NOW, actor="staff:9")
            raise ZeroDivisionError
        with database.reading() as session:
            actions = [e.action for e in queries.audit_of(session, "staff:1")]
        assert actions == ["member.added"]


class TestPermissions:
    @pytest.mark.parametrize(
        ("role", "permission", "expected"),
        [
            (Role.AGENT, Permission.SERVE_CUSTOMERS, True),
            (Role.AGENT, Permission.PUBLISH_ARTICLES, False),
            (Role.EDITOR, Permission.PUBLISH_ARTICLES, True),
            (Role.EDITOR, Permission.SERVE_CUSTOMERS, False),
            (Role.SUPERVISOR, Permission.MANAGE_STAFF, False),
            (Role.ADMINISTRATOR, Permission.MANAGE_STAFF, True),
        ],
    )
    def test_by_role(self, role: Role, permission: Permission, expected: bool) -> None:
        assert may(StaffMember(role=role.value, active=True), permission) is expected

    def test_one_who_is_switched_off_may_nothing(self) -> None:
        gone = StaffMember(role=Role.ADMINISTRATOR.value, active=False)
        with pytest.raises(PermissionMissing):
            require(gone, Permission.READ_ARTICLES)
