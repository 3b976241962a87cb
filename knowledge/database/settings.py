"""Where the database is, and how long a writer waits for another."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class DatabaseSettings(BaseSettings):
    """Read from ``SHOPKEEPER_*`` in the environment or ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    var: Path = Path("var")
    database_url: str = ""
    database_busy_seconds: float = 10.0

    @property
    def url(self) -> str:
        """The address of the database; a file under ``var`` when none is set."""
        return self.database_url or f"sqlite:///{self.var / 'shopkeeper.db'}"
