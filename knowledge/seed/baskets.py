"""What a customer puts in the basket: his taste, and what goes together."""

from __future__ import annotations

from functools import cache
from math import exp, log
from random import Random
from statistics import median

from knowledge.seed.customers import PlannedCustomer, Taste
from knowledge.seed.plans import PlannedLine
from knowledge.seed.products import DemoProduct, DemoVariant, demo_products

COMPANION = 0.45
SECOND_WISH = 0.22
# How much somebody buys of what he does not especially like.
CURIOSITY = 0.2


@cache
def by_shelf() -> dict[str, tuple[DemoProduct, ...]]:
    """The products of each shelf."""
    shelves: dict[str, list[DemoProduct]] = {}
    for product in demo_products():
        shelves.setdefault(product.shelf.id, []).append(product)
    return {shelf: tuple(products) for shelf, products in shelves.items()}


@cache
def by_id() -> dict[str, DemoProduct]:
    """The products by id."""
    return {product.id: product for product in demo_products()}


@cache
def _middle_prices() -> dict[str, float]:
    prices: dict[str, list[int]] = {}
    for product in demo_products():
        prices.setdefault(product.shelf.id, []).append(product.variants[0].price)
    return {shelf: median(found) for shelf, found in prices.items()}


@cache
def _dearness() -> list[float]:
    """How dear each product is for its shelf: the logarithm, 0 in the middle."""
    middle = _middle_prices()
    return [log(p.variants[0].price / middle[p.shelf.id]) for p in demo_products()]


@cache
def _wishes(taste: Taste) -> list[float]:
    """How much the customer wants each product of the catalogue."""
    purse, likes = log(taste.purse), dict(taste.likes)
    wearers = {None, taste.wearer}
    return [
        likes.get(product.department, CURIOSITY)
        * product.popularity
        * (0.25 + exp(-(((dear - purse) / 0.7) ** 2) / 2))
        * (product.shelf.wearer in wearers)
        for product, dear in zip(demo_products(), _dearness(), strict=True)
    ]


def wanted(customer: PlannedCustomer, throw: Random) -> DemoProduct:
    """A product after the customer's taste."""
    wishes = _wishes(customer.taste)
    return throw.choices(demo_products(), wishes)[0]


def companion(product: DemoProduct, taste: Taste, throw: Random) -> DemoProduct | None:
    """Something that makes sense with ``product``, of its brand if possible."""
    found = [
        other
        for key in product.goes_with
        for other in ([by_id()[key]] if key in by_id() else by_shelf()[key])
        if other.id != product.id and other.shelf.wearer in {None, taste.wearer}
    ]
    if not found:
        return None
    weights = [
        other.popularity * (4 if other.brand == product.brand else 1) for other in found
    ]
    return throw.choices(found, weights)[0]


def basket(customer: PlannedCustomer, throw: Random) -> tuple[PlannedLine, ...]:
    """One to four different products."""
    products = [wanted(customer, throw)]
    if throw.random() < COMPANION:
        products.append(companion(products[0], customer.taste, throw) or products[0])
    if throw.random() < SECOND_WISH:
        products.append(wanted(customer, throw))
        if throw.random() < COMPANION:
            more = companion(products[-1], customer.taste, throw)
            products.append(more or products[0])
    return tuple(line(product, customer.taste, throw) for product in _unique(products))


def _unique(products: list[DemoProduct]) -> list[DemoProduct]:
    return list({product.id: product for product in products}.values())


def line(product: DemoProduct, taste: Taste, throw: Random) -> PlannedLine:
    """The product in the customer's size and colour."""
    quantity = throw.choice([1, 1, 2, 3]) if product.shelf.consumable else 1
    return PlannedLine(product, _suiting(product, taste, throw), quantity)


def _suiting(product: DemoProduct, taste: Taste, throw: Random) -> DemoVariant:
    def suits(variant: DemoVariant) -> int:
        size = variant.options.get("size") in taste.sizes
        return 2 * size + (variant.options.get("colour") in taste.colours)

    best = max(map(suits, product.variants))
    return throw.choice([v for v in product.variants if suits(v) == best])
