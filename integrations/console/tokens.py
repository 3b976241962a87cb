"""Bearer tokens of the staff's HTTP interface."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

from knowledge.clock import Clock

_ALGORITHM = "HS256"
# Customers' tokens are signed with the same secret; the audience keeps them apart.
_AUDIENCE = "shopkeeper-staff"


@dataclass(frozen=True, slots=True)
class StaffTokens:
    """Issues and reads tokens; a token names a member and ends by itself."""

    secret: str
    lifetime: timedelta
    clock: Clock

    def issue(self, member_id: int) -> tuple[str, datetime]:
        """A token for the member, and when it ends."""
        expires = self.clock() + self.lifetime
        claims = {"sub": str(member_id), "aud": _AUDIENCE, "exp": expires}
        return jwt.encode(claims, self.secret, algorithm=_ALGORITHM), expires

    def member_id(self, token: str) -> int | None:
        """Whose token it is; None when it is not ours, or has ended."""
        try:
            claims = jwt.decode(
                token,
                self.secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["exp", "sub"]},
            )
            return int(claims["sub"])
        except (jwt.InvalidTokenError, ValueError):
            return None
