"""The customer's own account: profile, points, what the shop knows of him."""

from __future__ import annotations

from actions.dialogue import OpenTask
from actions.reply import Reply, say
from actions.tasks.effects import effect
from actions.turn import Turn
from knowledge.conversations.models import Kind
from knowledge.customers.models import Address, Customer
from knowledge.customers.service import known_customer
from knowledge.orders.queries import orders_of
from knowledge.words import day, joined, label


@effect("show_points")
def show_points(turn: Turn, task: OpenTask) -> Reply:
    """Points and tier."""
    customer = _customer(turn)
    return say(
        "utter_points",
        kind=Kind.PROFILE,
        points=f"{customer.points:,}",
        tier=label("tier", customer.tier, turn.language),
    )


@effect("show_profile")
def show_profile(turn: Turn, task: OpenTask) -> Reply:
    """Name, masked contact details, default address, tier and points."""
    customer = _customer(turn)
    return say(
        "utter_profile",
        kind=Kind.PROFILE,
        name=customer.full_name,
        email=_masked_email(customer.email),
        address=_place(customer),
        points=f"{customer.points:,}",
        tier=label("tier", customer.tier, turn.language),
        since=day(customer.joined_at, turn.language) if customer.joined_at else "—",
    )


@effect("show_my_data")
def show_my_data(turn: Turn, task: OpenTask) -> Reply:
    """What the shop keeps about the customer, by kind."""
    customer = _customer(turn)
    interests = customer.preferences.get("categories", [])
    return say(
        "utter_my_data",
        kind=Kind.PROFILE,
        name=customer.full_name,
        email=_masked_email(customer.email),
        addresses=len(customer.addresses),
        payment_methods=len(customer.payment_methods),
        orders=len(orders_of(turn.session, customer.id, limit=1000)),
        interests=joined([str(i) for i in interests], turn.language) or "—",
    )


def _customer(turn: Turn) -> Customer:
    return known_customer(turn.session, turn.customer_id or "")


def _masked_email(email: str) -> str:
    """Enough to recognise one's own, too little for a stranger: "e***e@example.com"."""
    name, _, host = email.partition("@")
    return f"{name[:1]}***{name[-1:]}@{host}"


def _place(customer: Customer) -> str:
    """Only the town: the street is nobody's who merely knows a postal code."""
    chosen: Address | None = next(
        (a for a in customer.addresses if a.is_default),
        customer.addresses[0] if customer.addresses else None,
    )
    return f"{chosen.city}, {chosen.country}" if chosen else "—"
