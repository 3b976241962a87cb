"""The four customers whom the README and the tests know by name, and their orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from knowledge.seed import parcels
from knowledge.seed.aftermath import aftermath
from knowledge.seed.baskets import by_id
from knowledge.seed.calendar import moment, present
from knowledge.seed.customers import PlannedCustomer, Taste
from knowledge.seed.dice import dice
from knowledge.seed.orders import shipping_fee, with_aftermath
from knowledge.seed.parcels import Journey, journey
from knowledge.seed.plans import (
    Draft,
    PlannedLine,
    PlannedOrder,
    PlannedParcel,
    PlannedPayment,
)
from knowledge.seed.sheets import HERE, read_yaml
from knowledge.seed.wallets import PlannedPaymentMethod, card

Row = dict[str, Any]


def personas(today: date) -> tuple[PlannedCustomer, ...]:
    """Emma, Lin Mei, Tom and Ana."""
    rows = read_yaml(HERE / "people" / "personas.yml")
    return tuple(_persona(row, today) for row in rows)


def _persona(row: Row, today: date) -> PlannedCustomer:
    taste = row["taste"]
    return PlannedCustomer(
        id=row["id"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        email=row["email"],
        phone=row["phone"],
        language=row["language"],
        birthday=row["birthday"],
        joined_at=moment(today, days=-row["joined_days_ago"], hours=15),
        addresses=tuple(row["addresses"]),
        wallet=_wallet(row),
        taste=Taste(
            wearer=taste["wearer"],
            likes=tuple(taste["likes"].items()),
            sizes=tuple(taste["sizes"]),
            colours=tuple(taste["colours"]),
            purse=1.0,
        ),
        activity=0.0,
        accepts_marketing=row["accepts_marketing"],
        tier=row["tier"],
        points=row["points"],
        preferences=row["preferences"],
    )


def _wallet(row: Row) -> tuple[PlannedPaymentMethod, ...]:
    return tuple(
        card(row["id"], method["brand"], method["last_four"])
        if method["kind"] == "credit_card"
        else PlannedPaymentMethod(
            f"{method['kind']}_{row['id']}",
            method["kind"],
            balance=method.get("balance"),
        )
        for method in row["wallet"]
    )


@dataclass(frozen=True)
class _Today:
    """The day on which the shop is loaded, and what is told relative to it."""

    today: date

    @property
    def now(self) -> datetime:
        return present(self.today)

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)


def persona_orders(today: date) -> Iterator[PlannedOrder]:
    """Their orders, each told in ``people/persona_orders.yml``."""
    people = {person.id: person for person in personas(today)}
    for row in read_yaml(HERE / "people" / "persona_orders.yml"):
        order = _order(row, people[row["customer"]], _Today(today))
        throw = dice("persona", order.id)
        yield with_aftermath(order, aftermath(order, throw, present(today)))


def _order(row: Row, customer: PlannedCustomer, day: _Today) -> PlannedOrder:
    draft = Draft(
        customer=customer,
        status=row["status"],
        placed_at=day.now - timedelta(hours=row["placed_hours_ago"]),
        lines=tuple(_line(wish) for wish in row["lines"]),
    )
    address = customer.addresses[0]
    fee = shipping_fee(draft.goods, address["country"])
    paid = PlannedPayment(
        "payment", draft.goods + fee, customer.wallet[0].id, draft.placed_at
    )
    ways = enumerate(row.get("parcels", []))
    return PlannedOrder(
        id=row["id"],
        draft=draft,
        address=address,
        shipping_fee=fee,
        discount=0,
        coupon_code=None,
        payments=(paid,),
        parcels=tuple(_parcel(row["id"], n, told, address, day) for n, told in ways),
    )


def _line(wish: Row) -> PlannedLine:
    product = by_id()[wish["product"]]
    wanted = wish.get("options", {}).items()
    chosen = next(v for v in product.variants if wanted <= v.options.items())
    return PlannedLine(product, chosen, wish.get("quantity", 1))


def _parcel(
    order: str, number: int, told: Row, address: dict[str, str], day: _Today
) -> PlannedParcel:
    throw = dice("persona parcel", order, number)
    shipped = day.ago(told["shipped_days_ago"])
    days = told["shipped_days_ago"] - told["due_days_ago"]
    way = journey(address, shipped, throw, days=days)
    lines = tuple(told["lines"])
    return _ENDS[told["fate"]](way, lines, day)


def _delivered(way: Journey, lines: tuple[int, ...], _: _Today) -> PlannedParcel:
    return parcels.delivered(way, lines, dice("door", way.tracking_number))


def _failed(way: Journey, lines: tuple[int, ...], _: _Today) -> PlannedParcel:
    return parcels.failed(way, lines, dice("door", way.tracking_number))


_ENDS = {
    "on time": lambda way, lines, day: parcels.under_way(way, lines, day.now),
    "out": lambda way, lines, _: parcels.out_today(way, lines),
    "delayed": lambda way, lines, day: parcels.delayed(
        way, lines, day.ago(0.8), "delayed"
    ),
    "stalled": lambda way, lines, day: parcels.stalled(way, lines, day.ago(6)),
    "failed": _failed,
    "delivered": _delivered,
}
