"""Settings of the console, read from ``SHOPKEEPER_*`` or ``.env``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.secrets import DEVELOPMENT_SECRET, refuse_weak_secrets


class ConsoleSettings(BaseSettings):
    """Where the console listens and how it signs its sessions."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    environment: Literal["development", "production"] = "development"
    secret: str = DEVELOPMENT_SECRET
    console_host: str = "127.0.0.1"
    console_port: int = 8090
    console_bot_seconds: float = Field(default=3.0, gt=0)
    bot_url: str = "http://127.0.0.1:5005"
    console_session_hours: int = Field(default=12, ge=1)
    var: Path = Path("var")

    @model_validator(mode="after")
    def _refuse_weak_secrets_in_production(self) -> Self:
        if self.in_production:
            refuse_weak_secrets(secret=self.secret)
        return self

    @property
    def in_production(self) -> bool:
        """Whether cookies travel over https only."""
        return self.environment == "production"
