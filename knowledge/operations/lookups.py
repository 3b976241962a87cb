"""Finding customers and products as the tools do, and calling for a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.conversations import handoff
from knowledge.customers.errors import NotIdentified
from knowledge.customers.queries import customer_id_by_email
from knowledge.database.base import in_language
from knowledge.operations import queries
from knowledge.staff import audit


def customer_by_email(session: Session, email: str) -> str:
    """The customer's id; raises NotIdentified."""
    found = customer_id_by_email(session, email)
    if found is None:
        raise NotIdentified()
    return found


def customer_by_name(
    session: Session, *, first_name: str, last_name: str, postal_code: str
) -> str:
    """The first customer of this name whose parcels go to this postal code."""
    wanted = (first_name.casefold(), last_name.casefold())
    for found in queries.customers_at(session, postal_code):
        if (found.first_name.casefold(), found.last_name.casefold()) == wanted:
            return found.id
    raise NotIdentified()


def product_ids_by_name(session: Session) -> dict[str, str]:
    """Every product's id, sorted by the products' names."""
    names = {
        in_language(name, "en"): product_id
        for product_id, name in queries.product_names(session)
    }
    return dict(sorted(names.items()))


def offer_to_a_person(
    session: Session,
    *,
    summary: str,
    conversation_id: str | None,
    actor: str,
    at: datetime,
) -> None:
    """Put the conversation into the queue; without one, it stays a line in the log."""
    if conversation_id is not None:
        packet = {"reason": "asked", "goal": summary}
        handoff.request(session, conversation_id, reason="asked", packet=packet, at=at)
    audit.record(
        session,
        actor=actor,
        action="operation.transfer",
        subject=f"conversation:{conversation_id or '-'}",
        at=at,
        details={"summary": summary},
    )
