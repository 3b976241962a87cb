"""What came of playing: readable differences, and figures for programs."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from typing import Any

from integrations.command_line.playing.customer import Entry
from integrations.command_line.playing.matching import buttons_of, cards_of
from integrations.command_line.playing.play import Played, TurnPlayed
from integrations.command_line.playing.script import Expectation, Turn

LONGEST_SAID = 80


def difference(played: Played) -> str:
    """What was expected and what was read, for every turn that went wrong."""
    lines = [f"✗ {played.file.name}: {played.script.name}"]
    turns = zip(played.script.turns, played.turns, strict=False)
    for place, (turn, happened) in enumerate(turns, start=1):
        if happened.wrong:
            lines += [f"  turn {place}", *_turn(turn, happened)]
    lines += [f"  afterwards  ✗ {what}" for what in played.left_wrong]
    if played.broken:
        lines.append(f"  not played to its end: {played.broken}")
    return "\n".join(lines)


def figures(results: Sequence[Played]) -> dict[str, Any]:
    """The summary: how many passed, and how long the answers took."""
    waits = [turn.heard.milliseconds for one in results for turn in one.turns]
    failed = [one for one in results if not one.passed]
    return {
        "conversations": len(results),
        "passed": len(results) - len(failed),
        "failed": len(failed),
        "turns": len(waits),
        "p50_ms": _percentile(waits, 50),
        "p95_ms": _percentile(waits, 95),
        "failures": [_failure(one) for one in failed],
    }


def _turn(turn: Turn, happened: TurnPlayed) -> Iterator[str]:
    took = happened.heard.milliseconds
    yield f"    said      {_short(happened.said)}   [{took:.0f} ms]"
    for wish in turn.expect or ():
        yield f"    expected  {_wish(wish)}"
    for entry in happened.heard.entries:
        yield f"    read      {_entry(entry)}"
    for what in happened.wrong:
        yield f"    ✗ {what}"


def _wish(wish: Expectation) -> str:
    fields = Expectation.model_fields
    given = (
        f"{fields[name].alias or name}={_value(getattr(wish, name))}"
        for name in fields
        if name in wish.model_fields_set
    )
    return "  ".join(given)


def _value(value: Any) -> str:
    return " + ".join(value) if isinstance(value, tuple) else str(value)


def _entry(entry: Entry) -> str:
    text = entry["text"].replace("\n", "\n              ")
    buttons = [button["title"] for button in buttons_of(entry)]
    shown = f"{entry['author']}/{entry['kind']}: {text}"
    if cards_of(entry):
        shown += f"  ({len(cards_of(entry))} cards)"
    elif buttons:
        shown += f"  [{' | '.join(buttons)}]"
    return shown


def _failure(played: Played) -> dict[str, Any]:
    wrong = [
        {"turn": place, "said": _short(turn.said), "wrong": list(turn.wrong)}
        for place, turn in enumerate(played.turns, start=1)
        if turn.wrong
    ]
    return {
        "file": str(played.file),
        "name": played.script.name,
        "turns": wrong,
        "database": played.left_wrong,
        "broken": played.broken,
    }


def _percentile(waits: Sequence[float], percent: int) -> float | None:
    if len(waits) < 2:
        return round(waits[0], 1) if waits else None
    return round(statistics.quantiles(waits, n=100)[percent - 1], 1)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…"
