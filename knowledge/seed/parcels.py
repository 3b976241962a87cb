"""Parcels on their way: routes, scans, and what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from knowledge.database.base import Localised
from knowledge.seed.places import Place, place_of
from knowledge.seed.plans import PlannedParcel, Scan
from knowledge.seed.sheets import HERE, read_yaml

_DELIVERED = ("delivered_hand", "delivered_safe", "delivered_neighbour")
_ABROAD = frozenset({"UK", "Canada", "Australia", "Ireland"})


@dataclass(frozen=True)
class Route:
    """How parcels travel to a country."""

    carriers: list[str]
    warehouse: str
    days: tuple[int, int]

    @property
    def longest(self) -> int:
        """The most days that a parcel usually takes."""
        return self.days[1]


@dataclass(frozen=True)
class Journey:
    """A parcel's planned way, before anything goes wrong."""

    place: Place
    warehouse: str
    carrier: str
    tracking_number: str
    shipped_at: datetime
    out_at: datetime
    delivered_at: datetime

    @property
    def expected_at(self) -> datetime:
        """The evening of the day on which it should arrive."""
        return _local(self.delivered_at, 20, self.place)


def route_to(country: str) -> Route:
    """The usual way of parcels to ``country``."""
    row = _sheet()["routes"][country]
    return Route(row["carriers"], row["warehouse"], tuple(row["days"]))


def journey(
    address: dict[str, str],
    shipped_at: datetime,
    throw: Random,
    *,
    days: float | None = None,
) -> Journey:
    """A way to ``address``; ``days`` overrides the usual time on the road."""
    place, route = place_of(address), route_to(address["country"])
    carrier = throw.choice(route.carriers)
    due = shipped_at + timedelta(days=days or throw.randint(*route.days))
    out_at = _local(due, throw.uniform(7.6, 8.6), place)
    return Journey(
        place=place,
        warehouse=route.warehouse,
        carrier=carrier,
        tracking_number=_number(carrier, throw),
        shipped_at=shipped_at,
        out_at=out_at,
        delivered_at=out_at + timedelta(hours=throw.uniform(1.5, 9)),
    )


def delivered(way: Journey, lines: tuple[int, ...], throw: Random) -> PlannedParcel:
    """A parcel that arrived."""
    ends = _DELIVERED + (("delivered_locker",) if way.place.country == "China" else ())
    end = throw.choices(ends, [6, 3, 1, 3][: len(ends)])[0]
    last = _scan(end, way.delivered_at, way.place.city)
    return _parcel(way, lines, [*_road(way), last])


def under_way(way: Journey, lines: tuple[int, ...], now: datetime) -> PlannedParcel:
    """A parcel on time: the scans that have happened by ``now``."""
    return _parcel(way, lines, [scan for scan in _road(way) if scan.at <= now])


def stalled(way: Journey, lines: tuple[int, ...], last: datetime) -> PlannedParcel:
    """A parcel of which nobody has heard since ``last``, an early stop of its way."""
    reached = _stops(way)[3][1]
    length = (last - way.shipped_at) / reached
    return _parcel(way, lines, _road(way, length)[:4])


def delayed(
    way: Journey, lines: tuple[int, ...], told: datetime, why: str
) -> PlannedParcel:
    """A parcel that was to arrive already and waits at a hub since ``told``."""
    road = [scan for scan in _road(way)[:4] if scan.at < told]
    return _parcel(way, lines, [*road, _scan(why, told, _where(way.place.hub))])


def out_today(way: Journey, lines: tuple[int, ...]) -> PlannedParcel:
    """A parcel that is with the courier."""
    return _parcel(way, lines, _road(way))


def failed(way: Journey, lines: tuple[int, ...], throw: Random) -> PlannedParcel:
    """A parcel that the courier could not hand over."""
    why = throw.choice(["failed_nobody", "failed_nobody", "failed_address"])
    return _parcel(
        way, lines, [*_road(way), _scan(why, way.delivered_at, way.place.city)]
    )


def damaged(way: Journey, lines: tuple[int, ...], found: datetime) -> PlannedParcel:
    """A parcel that was damaged on the road."""
    road = [scan for scan in _road(way) if scan.at < found]
    return _parcel(way, lines, [*road, _scan("damaged", found, _where(way.place.hub))])


def lost(way: Journey, lines: tuple[int, ...], declared: datetime) -> PlannedParcel:
    """A parcel that was never found again."""
    road = _road(way)[:4]
    return _parcel(way, lines, [*road, _scan("lost", declared, _where(way.place.hub))])


def _parcel(way: Journey, lines: tuple[int, ...], scans: list[Scan]) -> PlannedParcel:
    last = scans[-1]
    return PlannedParcel(
        tracking_number=way.tracking_number,
        carrier=way.carrier,
        status=last.status,
        shipped_at=way.shipped_at,
        expected_at=way.expected_at,
        delivered_at=last.at if last.status == "delivered" else None,
        line_positions=lines,
        scans=tuple(scans),
    )


def _stops(way: Journey) -> list[tuple[str, float, Localised]]:
    """The scans from the label to the courier's van: how far on the way, and where."""
    stops: list[tuple[str, float, Localised]] = [
        ("label", 0.0, _where(way.warehouse)),
        ("picked_up", 0.01, _where(way.warehouse)),
        ("left_warehouse", 0.08, _where(way.warehouse)),
        ("at_hub", 0.4, _where(way.place.hub)),
        ("left_hub", 0.48, _where(way.place.hub)),
        ("at_city", 0.85, way.place.city),
        ("out", 1.0, way.place.city),
    ]
    if way.place.country in _ABROAD:
        stops.insert(3, ("customs", 0.34, _where(way.place.hub)))
    return stops


def _road(way: Journey, length: timedelta | None = None) -> list[Scan]:
    """Every scan of the way, in order; ``length`` stretches or shortens it."""
    length = length or way.out_at - way.shipped_at
    return [
        _scan(name, way.shipped_at + length * part, where)
        for name, part, where in _stops(way)
    ]


def _scan(name: str, at: datetime, where: Localised) -> Scan:
    status, english, chinese = _words()[name]
    description = {"en": english, "zh": chinese}
    return Scan(at.replace(second=0, microsecond=0), status, where, description)


def _local(near: datetime, hour: float, place: Place) -> datetime:
    """The moment at which it is ``hour`` o'clock in ``place`` on that day there."""
    there = near + timedelta(hours=place.utc)
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + timedelta(hours=hour - place.utc)
    return at.replace(second=0, microsecond=0)


def _number(carrier: str, throw: Random) -> str:
    form: str = _sheet()["numbers"][carrier]
    return "".join(str(throw.randint(0, 9)) if c == "#" else c for c in form)


def _where(key: str) -> Localised:
    english, chinese = _sheet()["places"][key]
    return {"en": english, "zh": chinese}


@cache
def _sheet() -> dict[str, Any]:
    sheet: dict[str, Any] = read_yaml(HERE / "logistics" / "carriers.yml")
    return sheet


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = read_yaml(HERE / "logistics" / "scans.yml")
    return words
