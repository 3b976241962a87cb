"""What is asked of machines but of no shop: the contrast that rejection learns from."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

BACKGROUND = "__background__"  # the intent under which it is learnt, and never shown
FORMS_PER_THING = 3
_FOLDER = Path(__file__).parents[1] / "background"


@functools.cache
def background() -> tuple[str, ...]:
    """Every sentence, in both languages, always the same ones in the same order."""
    found: dict[str, None] = {}
    for file in sorted(_FOLDER.glob("*.yml")):
        for group in yaml.safe_load(file.read_text("utf-8")):
            found.update(dict.fromkeys(_sentences(group)))
    return tuple(found)


def _sentences(group: dict[str, Any]) -> list[str]:
    forms, things = group["forms"], group["things"]
    if things == [""]:
        return list(forms)
    # Each thing in some of the forms, each form in turn: variety without the product.
    used = min(FORMS_PER_THING, len(forms))
    return [
        forms[(number * used + offset) % len(forms)].replace("_", thing)
        for number, thing in enumerate(things)
        for offset in range(used)
    ]
