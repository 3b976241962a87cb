"""The widget's script: small, whole, safe with data, readable in light and dark."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise

import pytest

from integrations.channels.web.script import FOLDER, joined

SOURCES = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.js")}

# What is written on what. Text needs a contrast of 4.5 (WCAG 2.2, AA).
READABLE = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("on-accent", "accent"),
    ("on-glow", "glow"),
    ("ink", "assistant"),
    ("on-agent", "agent"),
    ("link", "surface"),
    ("link", "assistant"),
    ("good", "surface"),
    ("warn", "surface"),
    ("warn", "paper"),
    ("bad", "surface"),
    ("bad", "paper"),
]


def test_the_script_is_small_enough_for_a_phone() -> None:
    assert len(gzip.compress(joined(FOLDER).encode(), 9)) < 25_000


def test_every_option_is_documented() -> None:
    readme = FOLDER.with_name("README.md").read_text("utf-8")
    options = set(re.findall(r"\bgiven\.(\w+)", SOURCES["options.js"]))
    assert options == set(re.findall(r"^\| `(\w+)`", readme, re.M))


def test_every_source_is_served() -> None:
    listed = (FOLDER / "manifest.txt").read_text("utf-8").split()
    assert sorted(listed) == sorted(SOURCES)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_data_never_becomes_markup_or_code(name: str) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\("
    assert not re.search(forbidden, SOURCES[name])


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_sources_stay_short(name: str) -> None:
    assert len(SOURCES[name].splitlines()) <= 200


def test_every_word_is_there_in_both_languages() -> None:
    english, chinese = re.findall(
        r"^  (?:en|zh): \{\n(.*?)^  \}", SOURCES["words.js"], re.M | re.S
    )
    keys = re.compile(r"^    (\w+):", re.M)
    assert keys.findall(english) == keys.findall(chinese)
    assert len(keys.findall(english)) > 30


def test_every_word_that_is_asked_for_exists() -> None:
    known = set(re.findall(r"^    (\w+):", SOURCES["words.js"], re.M))
    asked = {
        word
        for name, source in SOURCES.items()
        for word in re.findall(r"\bwords\.(\w+)", source)
    }
    assert asked <= known


def _colours(theme: str) -> dict[str, str]:
    block = re.search(rf"const {theme} = `(.*?)`", SOURCES["tokens.js"], re.S)
    assert block
    return dict(re.findall(r"--sk-([\w-]+): (#\w{6});", block[1]))


def _luminance(colour: str) -> float:
    parts = (int(colour[start:end], 16) / 255 for start, end in pairwise((1, 3, 5, 7)))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["LIGHT", "DARK"])
@pytest.mark.parametrize(("text", "ground"), READABLE)
def test_words_can_be_read(theme: str, text: str, ground: str) -> None:
    colours = _colours("LIGHT") | _colours(theme)
    light, dark = sorted(
        (_luminance(colours[text]), _luminance(colours[ground])), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.5
