"""No process runs in production with a secret that is public or short."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from integrations.console.settings import ConsoleSettings
from integrations.gateway.settings import GatewaySettings
from knowledge.secrets import DEVELOPMENT_SECRET, SHORTEST_SECRET

OWN = "x" * SHORTEST_SECRET
PROCESSES = (GatewaySettings, ConsoleSettings)
# Published once as the console's default; the gateway signed with another one.
FORMER_DEFAULT = "development-only-secret-of-at-least-32-bytes"


def in_production(settings: type[BaseSettings], **values: Any) -> BaseSettings:
    """The settings of a process, untouched by an ``.env`` that lies around."""
    given = {"secret": OWN, "identity_secret": OWN, **values}
    return settings(_env_file=None, environment="production", **given)


@pytest.mark.parametrize("settings", PROCESSES)
@pytest.mark.parametrize("secret", [DEVELOPMENT_SECRET, FORMER_DEFAULT])
def test_a_public_secret_is_refused_by_every_process(
    settings: type[BaseSettings], secret: str
) -> None:
    with pytest.raises(ValidationError, match="SHOPKEEPER_SECRET"):
        in_production(settings, secret=secret)


@pytest.mark.parametrize("settings", PROCESSES)
def test_a_short_secret_is_refused_by_every_process(
    settings: type[BaseSettings],
) -> None:
    in_production(settings)
    with pytest.raises(ValidationError, match="at least 32"):
        in_production(settings, secret=OWN[:-1])


@pytest.mark.parametrize("secret", [DEVELOPMENT_SECRET, FORMER_DEFAULT])
def test_a_public_identity_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValidationError, match="SHOPKEEPER_IDENTITY_SECRET"):
        in_production(GatewaySettings, identity_secret=secret)


def test_development_needs_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET", "IDENTITY_SECRET", "ENVIRONMENT"):
        monkeypatch.delenv(f"SHOPKEEPER_{name}", raising=False)
    signs = {settings(_env_file=None).model_dump()["secret"] for settings in PROCESSES}
    assert signs == {DEVELOPMENT_SECRET}
