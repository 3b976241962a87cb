"""The words that the name of an intent is made of."""

from __future__ import annotations

import re


def label_words(name: str) -> str:
    """``TRACK_PARCEL``, ``trackParcel``, ``faq/track-parcel`` -> "track parcel"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.rsplit("/", maxsplit=1)[-1])
    return " ".join(re.findall(r"[^\W_]+", spaced)).lower()
