"""Where the retail shop's files are."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "retail"
