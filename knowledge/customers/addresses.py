"""Addresses as people type them, in the West and in China, into their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTS = ("line1", "city", "state", "country", "postal_code")

_COUNTRIES = {
    "usa": "USA", "us": "USA", "u.s.": "USA", "united states": "USA", "america": "USA",
    "uk": "United Kingdom", "united kingdom": "United Kingdom",
    "england": "United Kingdom",
    "canada": "Canada", "australia": "Australia", "china": "China", "中国": "China",
}  # fmt: skip
_US_STATE = re.compile(r"^([A-Za-z]{2})\.?$")
_STATE_AND_CODE = re.compile(r"^([A-Za-z]{2})[\s,]+(\d{5})(?:-\d{4})?$")
_CODE = re.compile(r"\b(\d{5}(?:-\d{4})?|[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2})\b")
_CHINESE_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")
_PROVINCE = re.compile(r"^(.{2,3}?省|.{2,5}?自治区|香港|澳门)")
_CITY = re.compile(r"^(.{2,7}?(?:市|自治州|地区|盟))")
_LEAD = re.compile(
    r"^.*?(?:address (?:is|to)|ship (?:it )?to|send (?:it )?to|deliver (?:it )?to"
    r"|地址(?:是|为|改成|改为|换成)|改到|改成|寄到|送到|发到|换到)\s*[:：]?\s*",
    re.IGNORECASE,
)
# Two-letter states mean the United States where no country is named.
_STATES = frozenset(
    """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE
    NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC""".split()  # noqa: SIM905  reads better as a text
)


@dataclass(frozen=True)
class TypedAddress:
    """The parts that were found; empty where nothing was."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    postal_code: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that a parcel cannot do without; China needs no state twice."""
        needed = [part for part in PARTS if not (part == "state" and self.state_free)]
        return tuple(part for part in needed if not getattr(self, part))

    @property
    def state_free(self) -> bool:
        """Whether addresses of this country do without a state."""
        return self.country in ("United Kingdom", "")

    def as_place(self) -> dict[str, str]:
        """As orders and accounts keep it."""
        return {
            "line1": self.line1,
            "line2": self.line2,
            "city": self.city,
            "state": self.state,
            "country": self.country,
            "postal_code": self.postal_code,
        }


def read_address(text: str) -> TypedAddress:
    """The address in the words; parts that cannot be told stay empty."""
    plain = _LEAD.sub("", text.strip()) or text.strip()
    if re.search("[\u4e00-\u9fff]", plain):
        return _chinese(plain)
    return _western(plain)


def _western(text: str) -> TypedAddress:
    pieces = [
        piece.strip(" .") for piece in re.split(r"[,\n;]+", text) if piece.strip()
    ]
    country, pieces = _country(pieces)
    state, code, pieces = _state_and_code(pieces)
    if state.upper() in _STATES and not country:
        country = "USA"
    city = pieces.pop() if len(pieces) > 1 else ""
    return TypedAddress(
        line1=pieces[0] if pieces and re.search(r"\d", pieces[0]) else "",
        line2=", ".join(pieces[1:]),
        city=city,
        state=state.upper() if len(state) == 2 else state,
        country=country,
        postal_code=code,
    )


def _country(pieces: list[str]) -> tuple[str, list[str]]:
    if pieces and pieces[-1].casefold() in _COUNTRIES:
        return _COUNTRIES[pieces[-1].casefold()], pieces[:-1]
    return "", pieces


def _state_and_code(pieces: list[str]) -> tuple[str, str, list[str]]:
    """ "…, CO 80279", "…, CO, 80279" or "London SW1A 1AA" at the end."""
    if not pieces:
        return "", "", pieces
    both = _STATE_AND_CODE.match(pieces[-1])
    if both:
        return both[1], both[2], pieces[:-1]
    code = _CODE.search(pieces[-1])
    if not code or (len(pieces) == 1 and code.start() == 0):
        return "", "", pieces
    rest = pieces[-1][: code.start()].strip()
    before = [*pieces[:-1], rest] if rest else pieces[:-1]
    if before and _US_STATE.match(before[-1]):
        return before[-1], code[1], before[:-1]
    words = before[-1].rsplit(" ", 1) if before else []
    if len(words) == 2 and words[1].upper() in _STATES:
        return words[1], code[1], [*before[:-1], words[0]]
    return "", code[1].upper(), before


def _chinese(text: str) -> TypedAddress:
    code = _CHINESE_CODE.search(text)
    rest = _CHINESE_CODE.sub("", text)
    rest = re.sub(r"邮编|邮政编码|[，,、：:\s]|^中国", "", rest)
    province = _PROVINCE.match(rest)
    state = province[1] if province else ""
    rest = rest[len(state) :]
    town = _CITY.match(rest)
    city = town[1] if town else _municipality(rest)
    rest = rest[len(city) :]
    return TypedAddress(
        line1=rest,
        city=city,
        state=state or city,
        country="China",
        postal_code=code[0] if code else "",
    )


def _municipality(text: str) -> str:
    return next((name for name in _MUNICIPALITIES if text.startswith(name)), "")
