"""Rounds of load as figures: throughput, waiting times, and the ratio of two bots."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from typing import Any

import numpy as np

from integrations.command_line.speed.load import Round


def waiting(milliseconds: Sequence[float]) -> dict[str, float]:
    """How long half, most and nearly all waited."""
    if not milliseconds:
        return {"p50_ms": 0.0, "p95_ms": 0.0, "p99_ms": 0.0}
    cuts = np.quantile(np.array(milliseconds), [0.5, 0.95, 0.99])
    names = ("p50_ms", "p95_ms", "p99_ms")
    return {name: round(float(cut), 1) for name, cut in zip(names, cuts, strict=True)}


def of_rounds(rounds: Sequence[Round]) -> dict[str, Any]:
    """All rounds of one bot together, and each round's throughput."""
    spent = [each for one in rounds for each in one.milliseconds]
    return {
        "messages": len(spent),
        "unanswered": sum(one.unanswered for one in rounds),
        "from_data": round(sum(one.from_data for one in rounds) / len(spent), 3),
        "per_second": round(per_second(rounds), 2),
        "per_second_each_round": [round(one.per_second, 2) for one in rounds],
        **waiting(spent),
        **{
            f"cpu_ms_{name}": round(cpu * 1000 / len(spent), 1)
            for name, cpu in cpu_seconds(rounds).items()
        },
    }


def cpu_seconds(rounds: Sequence[Round]) -> dict[str, float]:
    """Processor time by process, which other work on the machine distorts less."""
    names = rounds[0].cpu_seconds if rounds else ()
    return {name: sum(one.cpu_seconds[name] for one in rounds) for name in names}


def per_second(rounds: Sequence[Round]) -> float:
    """Messages answered in a second, over all rounds."""
    seconds = sum(one.seconds for one in rounds)
    answered = sum(len(one.milliseconds) - one.unanswered for one in rounds)
    return answered / seconds if seconds else 0.0


def ratio(ours: Sequence[Round], stock: Sequence[Round]) -> float | None:
    """How many times as much ours answers in the same time."""
    theirs = per_second(stock)
    return round(per_second(ours) / theirs, 2) if theirs else None


def machine() -> dict[str, Any]:
    """Where it was measured, and how busy the place was with other things."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
    }
