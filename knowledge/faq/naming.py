"""Names for new articles: readable, and not taken yet."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy.orm import Session

from knowledge.faq import queries


def free_id(session: Session, *candidates: str) -> str:
    """A slug of the first candidate that has Latin letters, numbered when taken."""
    stem = next(filter(None, map(slug, candidates)), "article")
    free, suffix = stem, 2
    while queries.article_by_id(session, free):
        free, suffix = f"{stem}-{suffix}", suffix + 1
    return free


def slug(text: str) -> str:
    """``How do I return?`` -> ``how-do-i-return``; "" when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower())[:56].strip("-")
