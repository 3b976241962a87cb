"""Which rules apply to orders of no particular shop."""

from __future__ import annotations

from pydantic_settings import BaseSettings, SettingsConfigDict


class OperationSettings(BaseSettings):
    """Read from ``SHOPKEEPER_*`` in the environment or ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    rules: str = "demo"
