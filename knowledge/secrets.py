"""Which secrets production refuses: those that are public, and those that are short."""

from __future__ import annotations

# One for all processes: a checkout runs without any setting.
DEVELOPMENT_SECRET = "only-for-development-change-me-in-production"  # noqa: S105 - public on purpose
SHORTEST_SECRET = 32  # characters

# Every default that was ever published stays refused, also by a process that
# never had it: all of them sign with the same setting.
_PUBLIC = frozenset(
    {DEVELOPMENT_SECRET, "development-only-secret-of-at-least-32-bytes"}
)


def refuse_weak_secrets(**secrets: str) -> None:
    """Raise ``ValueError`` naming each setting whose secret is public or too short."""
    weak = [
        f"SHOPKEEPER_{name.upper()}"
        for name, secret in secrets.items()
        if secret in _PUBLIC or len(secret) < SHORTEST_SECRET
    ]
    if weak:
        raise ValueError(
            f"production needs at least {SHORTEST_SECRET} characters of your own in "
            + " and ".join(weak)
        )
