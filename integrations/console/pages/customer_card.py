"""Who the customer is, as far as the shop knows."""

from __future__ import annotations

from integrations.console.pages.parts import block, text
from integrations.console.pages.people import initial, name_of
from integrations.console.pages.viewer import Viewer
from knowledge import words
from knowledge.conversations.desk_queries import DeskRow
from knowledge.customers.models import Address, Customer


def show_customer(viewer: Viewer, row: DeskRow, customer: Customer | None) -> None:
    """Name, tier, how sure we are, and how to reach him."""
    wording = viewer.wording
    with block("customer", "section"):
        with block("customer__top"):
            text(initial(row), "customer__initial").props("aria-hidden=true")
            with block():
                text(name_of(row, wording), "customer__name", "h3")
                level = wording.one_of("identity", row.identity_level)
                text(level, f"customer__level customer__level--{row.identity_level}")
        if customer is None:
            text(wording("customer.unknown"), "customer__unknown", "p")
        else:
            _facts(viewer, customer)


def _facts(viewer: Viewer, customer: Customer) -> None:
    wording, language = viewer.wording, viewer.wording.language
    tier = words.label("tier", customer.tier, language)
    points = wording("customer.points", points=f"{customer.points:,}")
    pairs = [
        (wording("customer.tier"), f"{tier} · {points}"),
        (wording("customer.email"), customer.email),
        (wording("customer.phone"), customer.phone or ""),
        (wording("customer.address"), _address(customer)),
        (wording("customer.since"), _since(viewer, customer)),
    ]
    with block("pairs", "dl"):
        for label, value in pairs:
            if value:
                text(label, "pairs__label", "dt")
                text(value, "pairs__value", "dd")


def _address(customer: Customer) -> str:
    if not customer.addresses:
        return ""
    address = next(
        (a for a in customer.addresses if a.is_default), customer.addresses[0]
    )
    return ", ".join(part for part in _parts(address) if part)


def _parts(address: Address) -> list[str]:
    place = f"{address.state} {address.postal_code}".strip()
    return [address.line1, address.line2, address.city, place, address.country]


def _since(viewer: Viewer, customer: Customer) -> str:
    if customer.joined_at is None:
        return ""
    return words.day(
        customer.joined_at.astimezone(viewer.times.zone), viewer.wording.language
    )
