"""A simple limit on how often somebody may do something, kept in memory."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_REMEMBERED = 10_000


@dataclass
class _Bucket:
    left: float
    at: float


class RateLimit:
    """``per_minute`` at once, refilled evenly over a minute, for each key.

    Each worker counts for itself. Only the last ten thousand keys are
    remembered, so that made-up keys cannot fill the memory.
    """

    def __init__(
        self, per_minute: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._capacity = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait_for(self, key: str) -> float:
        """Count one; 0 when it is within the limit, else the seconds to wait."""
        now = self._clock()
        bucket = self._buckets.pop(key, None) or _Bucket(self._capacity, now)
        filled = bucket.left + (now - bucket.at) * self._per_second
        bucket.left, bucket.at = min(self._capacity, filled), now
        self._buckets[key] = bucket
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        if bucket.left < 1:
            return (1 - bucket.left) / self._per_second
        bucket.left -= 1
        return 0.0
