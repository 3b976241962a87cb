"""Who a customer is, and what the shop knows about him."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.customers import queries
from knowledge.customers.errors import CustomerNotFound, NotIdentified
from knowledge.customers.models import Customer


@dataclass(frozen=True)
class Claim:
    """What a customer says of himself; an e-mail alone, or a name and postal code."""

    email: str | None = None
    name: str | None = None
    postal_code: str | None = None

    @property
    def complete(self) -> bool:
        """Whether there is enough to look somebody up."""
        return bool(self.email or (self.name and self.postal_code))


def identify(session: Session, claim: Claim) -> str:
    """The id of the customer whom the claim fits; raises ``NotIdentified``."""
    found = _by_email(session, claim) or _by_name(session, claim)
    if found is None:
        raise NotIdentified()
    return found


def known_customer(session: Session, customer_id: str) -> Customer:
    """The customer's profile; raises ``CustomerNotFound``."""
    customer = queries.customer_by_id(session, customer_id)
    if customer is None:
        raise CustomerNotFound(id=customer_id)
    return customer


def _by_email(session: Session, claim: Claim) -> str | None:
    if not claim.email:
        return None
    return queries.customer_id_by_email(session, claim.email)


def _by_name(session: Session, claim: Claim) -> str | None:
    if not (claim.name and claim.postal_code):
        return None
    wanted = _letters(claim.name)
    for customer in queries.candidates_by_postal_code(session, claim.postal_code):
        if wanted in _spellings(customer):
            return customer.id
    return None


def _spellings(customer: Customer) -> set[str]:
    """Both orders of the name, since customers of both languages give either."""
    first, last = _letters(customer.first_name), _letters(customer.last_name)
    return {first + last, last + first}


def _letters(name: str) -> str:
    """Lower-case letters only: "O'Brien, José" -> "obrienjose"."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(character for character in plain.lower() if character.isalpha())
