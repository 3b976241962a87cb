"""Tokens: who may read a conversation, and who the shop says a customer is."""

from __future__ import annotations

from datetime import datetime, timedelta

import jwt

from integrations.channels.problem import Problem

_ALGORITHM = "HS256"
_AUDIENCE = "shopkeeper-chat"


class ChatTokens:
    """Signs and reads the tokens that open one conversation each."""

    def __init__(self, secret: str, *, days: int) -> None:
        self._secret = secret
        self._lifetime = timedelta(days=days)

    def issue(self, conversation_id: str, *, at: datetime) -> str:
        """A token that opens this conversation."""
        claims = {
            "sub": conversation_id,
            "aud": _AUDIENCE,
            "iat": at,
            "exp": at + self._lifetime,
        }
        return jwt.encode(claims, self._secret, _ALGORITHM)

    def conversation_of(self, token: str) -> str:
        """The conversation that the token opens, or a 401 problem."""
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["sub", "exp"]},
            )
        except jwt.InvalidTokenError as error:
            raise token_invalid() from error
        conversation_id: str = claims["sub"]
        return conversation_id


class IdentityTokens:
    """Reads the tokens by which the shop's site vouches for a customer."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def customer_of(self, token: str) -> str:
        """The id of the customer that the shop vouches for, or a 401 problem."""
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                # The shop may address its tokens to whomever it likes.
                options={"require": ["sub", "exp"], "verify_aud": False},
            )
        except jwt.InvalidTokenError as error:
            raise identity_invalid() from error
        customer_id: str = claims["sub"]
        return customer_id


def token_invalid() -> Problem:
    """The same words whether a token is forged, expired, or for nothing."""
    return Problem(
        401,
        "token_invalid",
        "The token is missing, wrong or expired. Start a new session.",
        headers={"WWW-Authenticate": "Bearer"},
    )


def identity_invalid() -> Problem:
    """The same words whether a token is bad or its customer does not exist."""
    return Problem(
        401,
        "identity_invalid",
        "The identity is wrong or expired. Sign in to the shop again.",
    )
