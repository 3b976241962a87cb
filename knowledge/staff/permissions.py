"""Which role may do what."""

from __future__ import annotations

from enum import StrEnum

from knowledge.staff.errors import PermissionMissing
from knowledge.staff.models import Role, StaffMember


class Permission(StrEnum):
    """One thing that a role may include."""

    SERVE_CUSTOMERS = "serve_customers"
    READ_ARTICLES = "read_articles"
    EDIT_ARTICLES = "edit_articles"
    PUBLISH_ARTICLES = "publish_articles"
    MANAGE_STAFF = "manage_staff"


_ARTICLES = frozenset(
    {
        Permission.READ_ARTICLES,
        Permission.EDIT_ARTICLES,
        Permission.PUBLISH_ARTICLES,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.AGENT: frozenset({Permission.SERVE_CUSTOMERS, Permission.READ_ARTICLES}),
    Role.EDITOR: _ARTICLES,
    Role.SUPERVISOR: _ARTICLES | {Permission.SERVE_CUSTOMERS},
    Role.ADMINISTRATOR: frozenset(Permission),
}


def may(member: StaffMember, permission: Permission) -> bool:
    """Whether the member's role includes ``permission``; never for one switched off."""
    return member.active and permission in PERMISSIONS[Role(member.role)]


def require(member: StaffMember, permission: Permission) -> None:
    """Raise ``PermissionMissing`` unless the member may."""
    if not may(member, permission):
        raise PermissionMissing(permission=permission.value, role=member.role)
