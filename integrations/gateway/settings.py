"""The gateway's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

# Production refuses it, see below.
_DEVELOPMENT_SECRET = "only-for-development-change-me-in-production"  # noqa: S105 - public on purpose


class GatewaySettings(BaseSettings):
    """Read from ``SHOPKEEPER_*`` in the environment or ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    environment: Literal["development", "production"] = "development"
    var: Path = Path("var")
    secret: str = Field(_DEVELOPMENT_SECRET, min_length=32)
    identity_secret: str = Field(_DEVELOPMENT_SECRET, min_length=32)

    gateway_host: str = "127.0.0.1"
    gateway_port: int = 8080
    gateway_workers: int = 1
    cors_origins: Annotated[list[str], NoDecode] = []
    log_format: Literal["console", "json"] = "console"

    bot_url: str = "http://127.0.0.1:5005"
    bot_timeout_seconds: float = 8.0

    message_max_characters: int = 2000
    body_max_bytes: int = 64 * 1024
    messages_per_minute: int = 240
    chat_token_days: int = 30
    feed_seconds: float = 0.2
    stream_ping_seconds: float = 15.0

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        """Origins are written with commas between them."""
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @model_validator(mode="after")
    def _refuse_default_secrets(self) -> Self:
        secrets = (self.secret, self.identity_secret)
        if self.environment == "production" and _DEVELOPMENT_SECRET in secrets:
            raise ValueError(
                "set SHOPKEEPER_SECRET and SHOPKEEPER_IDENTITY_SECRET: production"
                " does not run with the secrets that everybody knows"
            )
        return self
