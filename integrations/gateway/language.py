"""Guessing the language of a message when the bot cannot tell."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[A-Za-z]{2,}")


def guess(text: str, otherwise: str) -> str:
    """By script: any Chinese character decides; two Latin words do for English."""
    if _HAN.search(text):
        return "zh"
    return "en" if len(_WORD.findall(text)) >= 2 else otherwise
