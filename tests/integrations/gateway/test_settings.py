"""Settings that would be dangerous are refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from integrations.gateway.settings import GatewaySettings

GOOD = "x" * 40


def test_production_refuses_the_secrets_that_everybody_knows() -> None:
    with pytest.raises(ValidationError, match="SHOPKEEPER_SECRET"):
        GatewaySettings(_env_file=None, environment="production")
    with pytest.raises(ValidationError, match="SHOPKEEPER_IDENTITY_SECRET"):
        GatewaySettings(_env_file=None, environment="production", secret=GOOD)
    GatewaySettings(
        _env_file=None, environment="production", secret=GOOD, identity_secret=GOOD
    )


def test_short_secrets_are_refused() -> None:
    with pytest.raises(ValidationError, match="at least 32"):
        GatewaySettings(_env_file=None, secret="short")


def test_origins_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "SHOPKEEPER_CORS_ORIGINS", "https://a.example, https://b.example"
    )
    assert GatewaySettings(_env_file=None).cors_origins == [
        "https://a.example",
        "https://b.example",
    ]
