"""Chinese for the words of the sheets, and how measures read in both languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from knowledge.database.base import Localised
from knowledge.seed.sheets import HERE, read_yaml

OPTION_WORDS = Path(__file__).parents[1] / "catalogue" / "option_words.yml"

_MEASURE = re.compile(r"(?P<number>\d[\d.,+]*(?: ?[x×–] ?\d[\d.,]*)*) (?P<unit>\S+)")
# Codes and standards read the same everywhere: USB-C, Bluetooth 5.3, IP67, US 8.
_CODE = re.compile(r"Bluetooth|Wi-Fi|[A-Z0-9×][A-Z0-9.+/×°–-]*")


class UntranslatedWord(ValueError):
    """A sheet uses a word that has no Chinese; add it to the word lists."""


@cache
def _option_words() -> dict[str, dict[str, dict[str, str]]]:
    words: dict[str, dict[str, dict[str, str]]] = read_yaml(OPTION_WORDS)
    return words


@cache
def _fact_words() -> dict[str, str]:
    words: dict[str, str] = read_yaml(HERE / "fact_words.yml")
    return words


def brand_in_chinese(brand: str) -> str:
    """A brand's Chinese name, or the brand itself where it has none."""
    words = _option_words()["brands"].get(brand, {})
    return words.get("zh", brand)


def translated(value: str) -> Localised | str:
    """``value`` as words in both languages, or as it is where it needs no translation.

    Raises UntranslatedWord for words of which the lists know no Chinese.
    """
    if chinese := _fact_words().get(value):
        return {"en": value, "zh": chinese}
    if words := _option_words()["values"].get(value):
        return {"en": words.get("en", value), "zh": words["zh"]}
    if is_neutral(value):
        return value
    raise UntranslatedWord(value)


def is_neutral(value: str) -> bool:
    """Whether ``value`` reads the same in both languages: a code or a measure."""
    measure = _MEASURE.fullmatch(value)
    if measure and measure["unit"] in _option_words()["units"]:
        return True
    return all(map(_CODE.fullmatch, value.replace(",", " ").split()))


def spoken(value: object, language: str) -> str:
    """A fact's value in a sentence: ``38 h`` is "38 hours" or "38 小时"."""
    if isinstance(value, dict):
        return str(value[language])
    text = str(value)
    measure = _MEASURE.fullmatch(text)
    if measure is None:
        return text
    unit = _option_words()["units"].get(measure["unit"])
    if unit is None:
        return text
    one = measure["number"] == "1" and language == "en"
    word = unit["one"] if one and "one" in unit else unit[language]
    return f"{measure['number']} {word}".strip()


def number_of(value: object) -> str:
    """Only the number of a measure: ``38 h`` is "38"."""
    measure = _MEASURE.fullmatch(str(value))
    return measure["number"] if measure else str(value)
