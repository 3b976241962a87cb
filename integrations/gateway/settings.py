"""The gateway's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.secrets import (
    DEVELOPMENT_SECRET,
    SHORTEST_SECRET,
    refuse_weak_secrets,
)


class GatewaySettings(BaseSettings):
    """Read from ``SHOPKEEPER_*`` in the environment or ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    environment: Literal["development", "production"] = "development"
    var: Path = Path("var")
    secret: str = Field(DEVELOPMENT_SECRET, min_length=SHORTEST_SECRET)
    identity_secret: str = Field(DEVELOPMENT_SECRET, min_length=SHORTEST_SECRET)

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
    def _refuse_weak_secrets_in_production(self) -> Self:
        if self.environment == "production":
            refuse_weak_secrets(
                secret=self.secret, identity_secret=self.identity_secret
            )
        return self
