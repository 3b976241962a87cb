"""Which parcels an order travels in, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from knowledge.seed import parcels
from knowledge.seed.parcels import Journey, journey
from knowledge.seed.plans import PlannedOrder, PlannedParcel

_UNSENT = frozenset({"pending", "processed", "cancelled"})
SPLIT_SHARE = 0.16

Positions = tuple[int, ...]


def parcels_of(
    order: PlannedOrder, throw: Random, now: datetime
) -> Iterator[PlannedParcel]:
    """The order's parcels; none before it is shipped."""
    if order.draft.status in _UNSENT:
        return
    positions = tuple(range(len(order.draft.lines)))
    wanted = order.draft.fate == "split" or throw.random() < SPLIT_SHARE
    for lines in _split(positions, throw) if wanted else [positions]:
        yield _parcel(order, lines, throw, now)


def _split(positions: Positions, throw: Random) -> list[Positions]:
    """Two parcels, three where there is enough; one for a single line."""
    if len(positions) < 2:
        return [positions]
    if len(positions) > 2 and throw.random() < 0.3:
        return [positions[:1], positions[1:2], positions[2:]]
    cut = throw.randint(1, len(positions) - 1)
    return [positions[:cut], positions[cut:]]


def _parcel(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    status = order.draft.status
    if status == "shipped":
        return _on_the_road(order, lines, throw, now)
    shipped = _sent(order, throw)
    way = journey(order.address, shipped, throw)
    if status == "refunded":
        return _went_wrong(way, lines, throw)
    return parcels.delivered(way, lines, throw)


def _sent(order: PlannedOrder, throw: Random) -> datetime:
    """Packed within two days."""
    return order.draft.placed_at + timedelta(hours=throw.uniform(5, 40))


def _went_wrong(way: Journey, lines: Positions, throw: Random) -> PlannedParcel:
    if throw.random() < 0.5:
        declared = way.delivered_at + timedelta(days=throw.uniform(9, 14))
        return parcels.lost(way, lines, declared)
    found = way.shipped_at + (way.out_at - way.shipped_at) * 0.7
    return parcels.damaged(way, lines, found)


def _on_the_road(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    tell = _FATES.get(order.draft.fate, _on_time)
    return tell(order, lines, throw, now)


def _on_time(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    way = _due(order, throw, now, days_ago=-throw.uniform(1.2, 3.2))
    return parcels.under_way(way, lines, now)


def _out(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    return parcels.out_today(_due(order, throw, now, days_ago=0), lines)


def _delayed(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    way = _due(order, throw, now, days_ago=throw.uniform(1, 2.5))
    told = now - timedelta(hours=throw.uniform(10, 30))
    return parcels.delayed(way, lines, told, throw.choice(["delayed", "held_up"]))


def _failed(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    way = _due(order, throw, now, days_ago=1)
    return parcels.failed(way, lines, throw)


def _stalled(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    way = journey(order.address, _sent(order, throw), throw)
    silent = timedelta(days=throw.uniform(5.3, 7.0))
    return parcels.stalled(way, lines, now - silent)


def _damaged(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    way = _due(order, throw, now, days_ago=-1)
    return parcels.damaged(way, lines, now - timedelta(hours=throw.uniform(12, 40)))


def _lost(
    order: PlannedOrder, lines: Positions, throw: Random, now: datetime
) -> PlannedParcel:
    way = journey(order.address, _sent(order, throw), throw)
    return parcels.lost(way, lines, now - timedelta(days=throw.uniform(1, 4)))


_FATES = {
    "out": _out,
    "delayed": _delayed,
    "failed": _failed,
    "stalled": _stalled,
    "damaged": _damaged,
    "lost": _lost,
}


def _due(
    order: PlannedOrder, throw: Random, now: datetime, *, days_ago: float
) -> Journey:
    """A journey whose delivery is, or was, planned for that day."""
    shipped = _sent(order, throw)
    shipped = min(shipped, now - timedelta(hours=8))
    due = now - timedelta(days=days_ago)
    days = max((due - shipped) / timedelta(days=1), 0.6)
    return journey(order.address, shipped, throw, days=days)
