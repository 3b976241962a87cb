"""How tests read the NLU examples, tell their language and see twins."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import opencc
import yaml

NLU = Path(__file__).resolve().parents[2] / "data" / "nlu"
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
NO_LANGUAGE = re.compile(r"\S+@\S+|#?W\d+")

to_simplified = opencc.OpenCC("t2s")


def read_examples(path: Path) -> dict[str, list[str]]:
    """Return the examples of each intent of one Rasa file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        block["intent"]: [line[2:] for line in block["examples"].splitlines()]
        for block in content["nlu"]
    }


def all_examples() -> Iterator[tuple[str, str]]:
    """Yield intent and text of every example of every topic."""
    for path in sorted(NLU.glob("*.yml")):
        for intent, lines in read_examples(path).items():
            for line in lines:
                yield intent, line


def language(text: str) -> str:
    """Chinese when its characters are at least as many as the Latin words."""
    words = NO_LANGUAGE.sub(" ", text)
    characters = len(HAN.findall(words))
    return "zh" if characters and characters >= len(LATIN_WORD.findall(words)) else "en"


def normalised(text: str) -> str:
    """Drop what the bot's own normaliser drops, so that twins are seen."""
    plain = to_simplified.convert(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(letter for letter in plain if letter.isalnum()) or text
