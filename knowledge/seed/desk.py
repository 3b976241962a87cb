"""What the staff's side starts with: articles, facts of the shop, accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from knowledge.seed import queries
from knowledge.seed.rows import SOURCE, Row
from knowledge.seed.sheets import HERE, read_yaml
from knowledge.staff.models import Role, StaffMember

HashPassword = Callable[[str], str]

# For development only: whoever seeds a public shop passes no hash_password.
PASSWORD = "shopkeeper-demo"  # noqa: S105 - printed in the README on purpose
STAFF = (
    ("admin@example.com", "Morgan", Role.ADMINISTRATOR, "en"),
    ("supervisor@example.com", "Sam", Role.SUPERVISOR, "en"),
    ("agent@example.com", "Alex", Role.AGENT, "en"),
    ("editor@example.com", "Robin", Role.EDITOR, "en"),
)


def load_articles(session: Session, at: datetime) -> int:
    """Publish every article of the sheets as its revision 1; how many."""
    sheets = article_sheets()
    articles = [_article(sheet, at) for sheet in sheets]
    revisions = [_revision(sheet, at) for sheet in sheets]
    queries.put_articles(session, articles, revisions)
    return len(articles)


def article_sheets() -> list[dict[str, Any]]:
    """The articles of ``articles/*.yml``, in the order of the files."""
    paths = sorted((HERE / "articles").glob("*.yml"))
    return [sheet for path in paths for sheet in read_yaml(path) or []]


def _article(sheet: dict[str, Any], at: datetime) -> Row:
    return {
        "id": sheet["id"],
        "category": sheet["category"],
        "published_revision": 1,
        "indexed_revision": None,
        "owner": SOURCE,
        "updated_at": at,
    }


def _revision(sheet: dict[str, Any], at: datetime) -> Row:
    return {
        "article_id": sheet["id"],
        "number": 1,
        "question": sheet["question"],
        "answer": sheet["answer"],
        "variants": sheet.get("variants", {}),
        "author": SOURCE,
        "created_at": at,
    }


def load_facts(session: Session, at: datetime) -> int:
    """Set every fact of ``facts.yml``; how many."""
    path = HERE / "facts.yml"
    sheets: list[dict[str, Any]] = read_yaml(path) if path.exists() else []
    queries.put_facts(session, [sheet | {"updated_at": at} for sheet in sheets])
    return len(sheets)


def load_staff(session: Session, at: datetime, hash_password: HashPassword) -> int:
    """Open the demo accounts that are missing; how many."""
    there = queries.staff_emails(session)
    missing = [row for row in STAFF if row[0] not in there]
    for email, name, role, language in missing:
        session.add(
            StaffMember(
                email=email,
                name=name,
                role=role,
                language=language,
                password_hash=hash_password(PASSWORD),
                created_at=at,
            )
        )
    session.flush()
    return len(missing)
