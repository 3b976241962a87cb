"""Passwords are kept as argon2id hashes, never as themselves."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to store; it carries its own salt and cost."""
    return _hasher.hash(password)


def password_matches(password: str, stored_hash: str) -> bool:
    """Whether ``password`` is the one that was hashed."""
    try:
        return _hasher.verify(stored_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def waste_a_check(password: str) -> None:
    """Take as long as a real check, so that timing does not tell who has an account."""
    password_matches(password, _hash_of_nobody())


def is_outdated(stored_hash: str) -> bool:
    """Whether the hash was made with a lower cost than is used today."""
    return _hasher.check_needs_rehash(stored_hash)


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return hash_password("the password of nobody")
