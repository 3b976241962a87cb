"""The shop's customers: who they are, where they live, how they pay, what they like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from knowledge.seed.calendar import moment
from knowledge.seed.dice import dice
from knowledge.seed.places import Place, a_phone, an_address, places
from knowledge.seed.sheets import HERE, read_yaml
from knowledge.seed.wallets import PlannedPaymentMethod, a_wallet

CUSTOMERS = 300
PERSONAS = 4
# Two in five customers are Chinese.
CHINESE_SHARE = 0.4
_COUNTRIES = {"USA": 70, "UK": 14, "Canada": 7, "Australia": 6, "Ireland": 3}
_LETTER_SIZES = {"women": ["XS", "S", "M", "L"], "men": ["S", "M", "L", "XL"]}
_SHOE_SIZES = {
    "women": ["US 6", "US 7", "US 8"],
    "men": ["US 9", "US 10", "US 11"],
}


@dataclass(frozen=True)
class Taste:
    """What somebody tends to buy."""

    wearer: str
    likes: tuple[tuple[str, float], ...]
    sizes: tuple[str, ...]
    colours: tuple[str, ...]
    # How much of the shop's price range suits the purse: 1 is the middle.
    purse: float


@dataclass(frozen=True)
class PlannedCustomer:
    """A customer as he will stand in the database, and what he tends to do."""

    id: str
    first_name: str
    last_name: str
    email: str
    phone: str
    language: str
    birthday: date
    joined_at: datetime
    addresses: tuple[dict[str, str], ...]
    wallet: tuple[PlannedPaymentMethod, ...]
    taste: Taste
    # How often he buys, compared with the others; personas buy only what they must.
    activity: float
    accepts_marketing: bool
    tier: str | None = None  # None: from what he spends
    points: int | None = None
    preferences: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Name:
    """How somebody is called and spelt in an e-mail address."""

    first: str
    last: str
    slug: str
    wearer: str


def other_customers(today: date) -> Iterator[PlannedCustomer]:
    """Everybody but the personas."""
    taken: set[str] = {"emma_clarke", "lin_mei", "tom_baker", "new_customer"}
    for number in range(CUSTOMERS - PERSONAS):
        throw = dice("customer", number)
        chinese = throw.random() < CHINESE_SHARE
        name = _chinese_name(throw) if chinese else _english_name(throw)
        country = "China" if chinese else _weighted(_COUNTRIES, throw)
        place = throw.choice([p for p in places() if p.country == country])
        slug = _free(name.slug, taken, throw)
        yield _customer(slug, name, place, throw, today)


def _customer(
    slug: str, name: Name, place: Place, throw: Random, today: date
) -> PlannedCustomer:
    taste = a_taste(name.wearer, throw)
    chinese = place.country == "China"
    joined_days = throw.choice([throw.randint(12, 364), throw.randint(365, 1500)])
    return PlannedCustomer(
        id=slug,
        first_name=name.first,
        last_name=name.last,
        email=f"{slug.replace('_', '.')}@example.com",
        phone=a_phone(place, throw),
        language="zh" if chinese else "en",
        birthday=date(throw.randint(1958, 2006), 1, 1)
        + timedelta(days=throw.randint(0, 364)),
        joined_at=moment(today, days=-joined_days, hours=throw.uniform(0, 20)),
        addresses=_addresses(place, throw),
        wallet=a_wallet(slug, chinese=chinese, throw=throw),
        taste=taste,
        activity=throw.lognormvariate(0, 0.9),
        accepts_marketing=throw.random() < 0.6,
        preferences=_stated(taste, throw),
    )


def _addresses(place: Place, throw: Random) -> tuple[dict[str, str], ...]:
    home = an_address(place, throw)
    if throw.random() > 0.3:
        return (home,)
    second = an_address(place, throw)
    return (home, second) if second != home else (home,)


def a_taste(wearer: str, throw: Random) -> Taste:
    """A way of living for somebody who shops the ``wearer`` shelves."""
    ways = [way for way in _ways() if "who" not in way or way["who"] == wearer]
    way = throw.choices(ways, [way["share"] for way in ways])[0]
    liked = sorted(way["likes"].items(), key=lambda _: throw.random())[:3]
    return Taste(
        wearer=wearer,
        likes=tuple(liked),
        sizes=(
            throw.choice(_LETTER_SIZES[wearer]),
            throw.choice(_SHOE_SIZES[wearer]),
        ),
        colours=tuple(throw.sample(_COLOURS, 3)),
        purse=throw.lognormvariate(0, 0.35),
    )


_COLOURS = ["black", "white", "navy", "grey", "sage", "teal", "coral", "tan", "beige"]


@cache
def _ways() -> list[dict[str, Any]]:
    ways: list[dict[str, Any]] = read_yaml(HERE / "people" / "tastes.yml")
    return ways


def _stated(taste: Taste, throw: Random) -> dict[str, Any]:
    """What the customer has told the shop about his taste; many tell nothing."""
    if throw.random() < 0.45:
        return {}
    return {
        "categories": sorted(dict(taste.likes)),
        "colours": list(taste.colours[:2]),
        "sizes": {"clothing": taste.sizes[0], "shoes": taste.sizes[1]},
    }


def _english_name(throw: Random) -> Name:
    names = _names()["en"]
    wearer = throw.choice(["women", "men"])
    first, last = throw.choice(names[wearer]), throw.choice(names["last"])
    return Name(first, last, f"{first}_{last}".lower(), wearer)


def _chinese_name(throw: Random) -> Name:
    names = _names()["zh"]
    wearer = throw.choice(["women", "men"])
    last = throw.choice(list(names["last"]))
    first = throw.choice(list(names[wearer]))
    return Name(first, last, f"{names['last'][last]}_{names[wearer][first]}", wearer)


def _free(slug: str, taken: set[str], throw: Random) -> str:
    candidate = slug
    while candidate in taken:
        candidate = f"{slug}{throw.randint(2, 99)}"
    taken.add(candidate)
    return candidate


def _weighted(weights: dict[str, int], throw: Random) -> str:
    return throw.choices(list(weights), list(weights.values()))[0]


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = read_yaml(HERE / "people" / "names.yml")
    return names
