"""What the environment decides for this process."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Places and ports; the names are those of ``.env.example``."""

    var: Path
    port: int
    actions_url: str

    @property
    def encoder(self) -> Path:
        """The folder that ``retrieval.encoder_export`` writes."""
        return self.var / "encoder"

    @property
    def vocabulary(self) -> Path:
        """The words of the catalogue, written by the indexer."""
        return self.var / "vocabulary.json"

    @property
    def models(self) -> Path:
        """Trained models, the newest of which is served."""
        return self.var / "models"


def read_settings() -> Settings:
    """The settings as the environment has them now."""
    port = os.environ.get("SHOPKEEPER_ACTIONS_PORT", "5055")
    return Settings(
        var=Path(os.environ.get("SHOPKEEPER_VAR", "var")),
        port=int(os.environ.get("SHOPKEEPER_BOT_PORT", "5005")),
        actions_url=os.environ.get(
            "SHOPKEEPER_ACTIONS_URL", f"http://127.0.0.1:{port}/webhook"
        ),
    )
