"""Where customers live and how addresses there look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from knowledge.database.base import Localised
from knowledge.seed.sheets import HERE, read_yaml


@dataclass(frozen=True)
class Place:
    """A city with streets under their postal codes."""

    country: str
    city: Localised
    state: str
    utc: int
    area: str
    hub: str
    codes: dict[str, list[str]]

    @property
    def written_city(self) -> str:
        """The city as its inhabitants write it in an address."""
        return self.city["zh" if self.country == "China" else "en"]


@cache
def places() -> tuple[Place, ...]:
    """Every city of the sheet."""
    rows: list[dict[str, Any]] = read_yaml(HERE / "people" / "places.yml")
    return tuple(
        Place(**(row | {"city": dict(zip(("en", "zh"), row["city"], strict=True))}))
        for row in rows
    )


def place_of(address: dict[str, str]) -> Place:
    """The city that an address lies in."""
    return next(
        place
        for place in places()
        if place.country == address["country"] and place.written_city == address["city"]
    )


def an_address(place: Place, throw: Random) -> dict[str, str]:
    """An address in ``place`` whose street, city, state and code agree."""
    code = throw.choice(list(place.codes))
    street = throw.choice(place.codes[code])
    line1, line2 = _LINES.get(place.country, _western)(street, throw)
    return {
        "line1": line1,
        "line2": line2,
        "city": place.written_city,
        "state": place.state,
        "country": place.country,
        "postal_code": code,
    }


def _western(street: str, throw: Random) -> tuple[str, str]:
    flat = f"Apt {throw.randint(1, 12)}{throw.choice('ABCDEF')}"
    return f"{throw.randint(11, 480)} {street}", flat if throw.random() < 0.55 else ""


def _british(street: str, throw: Random) -> tuple[str, str]:
    flat = f"Flat {throw.randint(1, 9)}"
    return f"{throw.randint(2, 180)} {street}", flat if throw.random() < 0.5 else ""


def _chinese(street: str, throw: Random) -> tuple[str, str]:
    house = f"{street}{throw.randint(18, 1680)}号"
    room = f"{throw.randint(1, 22)}{throw.randint(1, 6):02d}室"
    return house, f"{throw.randint(1, 18)}栋{room}"


_LINES = {"China": _chinese, "UK": _british, "Ireland": _british}


def a_phone(place: Place, throw: Random) -> str:
    """A telephone number from a range kept for fiction where the country has one."""
    last = throw.randint(0, 99)
    match place.country:
        case "China":
            return f"+86 130 0000 {throw.randint(0, 9999):04d}"
        case "UK":
            return f"+44 7700 900{throw.randint(0, 999):03d}"
        case "Ireland":
            return f"+353 20 910 {throw.randint(0, 9999):04d}"
        case "Australia":
            return f"+61 491 570 {throw.randint(0, 999):03d}"
        case _:
            return f"+1 {place.area} 555 01{last:02d}"
