"""What can go wrong with members of staff.

NotFound
└── MemberNotFound
NotAllowed
├── WrongCredentials       unknown e-mail, wrong password, or account switched off
├── AccountLocked          too many failures; ``minutes`` until it opens again
├── SignInNeeded           nobody is signed in, or not any more
└── PermissionMissing      the role does not include ``permission``
InvalidInput
├── EmailTaken
├── EmailInvalid
└── PasswordTooShort       ``minimum`` characters are needed
"""

from __future__ import annotations

from knowledge.errors import InvalidInput, NotAllowed, NotFound


class MemberNotFound(NotFound):
    """No such member of staff."""


class WrongCredentials(NotAllowed):
    """The e-mail and the password do not belong together."""


class AccountLocked(NotAllowed):
    """Too many failures in a row; it opens again in ``minutes``."""


class PermissionMissing(NotAllowed):
    """The member's role does not include this."""


class EmailTaken(InvalidInput):
    """Another member signs in with this e-mail."""


class EmailInvalid(InvalidInput):
    """This is not an e-mail address."""


class PasswordTooShort(InvalidInput):
    """A password needs more characters."""


class SignInNeeded(NotAllowed):
    """Nobody is signed in, or the session has ended."""
