"""Where the action server listens and how it is built."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict


class ActionSettings(BaseSettings):
    """Read from ``SHOPKEEPER_*`` in the environment or ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    var: Path = Path("var")
    actions_port: int = 5055
    identification_attempts: int = 3
    identity_for_changes: Literal["matched", "verified"] = "matched"
