"""Waits for something that another process or thread is about to do."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(happened: Callable[[], object], *, seconds: float = 10) -> None:
    """Return as soon as it has happened; fail the test when it does not."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"did not happen within {seconds} s"
        time.sleep(0.02)
