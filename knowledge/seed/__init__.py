"""A demo shop that we wrote ourselves, the same on every machine.

Curated lists (``catalogue/``, ``people/``, ``logistics/``, ``drawings/``) are
assembled by code with fixed random seeds; nothing is fetched and nothing is left to
chance but what :mod:`knowledge.seed.dice` throws.
"""

from __future__ import annotations

from knowledge.seed.load import load_demo_shop
from knowledge.seed.summary import SeedSummary

__all__ = ["SeedSummary", "load_demo_shop"]
