"""Which language a message is in, when the message itself makes that clear."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.text.written_form import is_han, written_form

# Words that only somebody writing English uses. "ok", "hi", "bye", brand and product
# names are typed by everybody, so they prove nothing.
_ENGLISH = frozenset(
    """a about after again all already also always am an and any anything are arrive
    arrived as ask at available away back bad be because been before best better between
    big book both bought bring broken but buy by call can cancel cannot cant change check
    cheap cheaper coming contact could customer damaged day days deal delete deliver
    delivered delivery did didnt discount do does doesnt doing don dont each else
    english ever every exchange expensive find first for forgot free from get getting
    gift give go going good got had happened has hasnt have haven havent hello help her
    here him his how i if im in into is isnt it item items its ive just know last late
    leave less let like list live long look looking lost made make many may me mean
    missing money more much must my name need never new next not nothing now number
    of off old on one only open or order ordered orders other our out over package paid
    parcel pay payment people person phone please pls plz price problem product products
    purchase put question quick real really received recommend refund repeat replace
    return right say see sell send sent service she ship shipped shipping shop should
    show similar size skip some somebody someone something soon sorry speak still stock
    stop store stuff sure take talk tell than thank that thats the their them
    then there these they thing think this those to today tomorrow too track tracking
    try trying two under until up update us use used very wait want was wasnt way we
    week well went were what whats when where wheres which while who why will with
    without wont work working would wrong yesterday yet you your yours""".split()
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def clear_language(text: str, names: Iterable[tuple[int, int]] = ()) -> str | None:
    """``"en"`` or ``"zh"`` where the evidence is clear, else None.

    ``names`` are the spans of brands, numbers and the like, which are typed the same
    way in either language. Any Chinese outweighs loan words ("我要cancel订单"), unless
    it is a word or two inside an English sentence.
    """
    plain = list(written_form(text))
    for start, end in names:
        plain[start:end] = " " * (end - start)
    rest = "".join(plain)
    chinese = sum(map(is_han, rest))
    english = sum(_is_english(word) for word in _WORD.findall(rest))
    if chinese:
        return "en" if english > chinese else "zh"
    return "en" if english else None


def _is_english(word: str) -> bool:
    return word.split("'")[0] in _ENGLISH or word in _ENGLISH
