from __future__ import annotations

from typing import Any

import pytest

from knowledge.catalogue.colours import colour_words
from knowledge.catalogue.constraints import Constraints, read_constraints
from knowledge.catalogue.facets import Measure
from knowledge.catalogue.prices import chinese_number
from knowledge.catalogue.vocabulary import Vocabulary

SHOP = Vocabulary(
    brands={"Samsung": ["Samsung", "三星"], "HP": ["HP"], "3M": ["3M"]},
    categories={"mice": ["mouse", "鼠标"], "audio": ["headphones", "耳机"]},
    colours=colour_words(),
)


def _read(text: str) -> dict[str, Any]:
    return read_constraints(text, vocabulary=SHOP).to_json()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tv under 500", None, 50000),
        ("headphones under 50 bucks", None, 5000),
        ("a mug for less than $12.50", None, 1250),
        ("price lower than 50.00 dollars", None, 5000),
        ("between 50 and 100 dollars", 5000, 10000),
        ("$20-$40 earbuds", 2000, 4000),
        ("over $80", 8000, None),
        ("around $40 mug", 3000, 5000),
        ("laptop 1.5k max", None, None),
        ("两百以内的耳机", None, 20000),
        ("预算500买个耳机", None, 50000),
        ("100-200块的鼠标", 10000, 20000),
        ("一百到两百元", 10000, 20000),
        ("不超过300", None, 30000),
        ("500元以上", 50000, None),
        ("三百左右", 22500, 37500),
        ("27 inch monitor under 27 inch", None, None),
    ],
)
def test_prices_are_read_in_both_languages(
    text: str, low: int | None, high: int | None
) -> None:
    found = _read(text)

    assert (found.get("price_min"), found.get("price_max")) == (low, high)


@pytest.mark.parametrize(
    ("written", "number"),
    [("两百五", 250), ("一千二", 1200), ("十五", 15), ("一百零五", 105), ("二十", 20)],
)
def test_chinese_numbers(written: str, number: int) -> None:
    assert chinese_number(written) == number


def test_a_wish_is_taken_apart() -> None:
    assert _read("4k tv under 500 not samsung") == {
        "words": "4k tv",
        "price_max": 50000,
        "not_brands": ["Samsung"],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red mouse", {"colours": ["red"], "categories": ["mice"]}),
        ("红色的鼠标", {"colours": ["red"], "categories": ["mice"]}),
        ("不要红色的耳机", {"not_colours": ["red"], "categories": ["audio"]}),
        ("三星耳机", {"brands": ["Samsung"], "categories": ["audio"]}),
        ("a case for samsung", {}),
        ("chocolate", {}),
        ("a lamp in olive", {"colours": ["olive"]}),
        ("蓝牙耳机", {"categories": ["audio"]}),
        ("hdmi cable 3m", {"measures": [[300.0, "cm"]]}),
        ("headphones in stock", {"categories": ["audio"], "in_stock": True}),
        ("有货的耳机", {"categories": ["audio"], "in_stock": True}),
        ("shoes size 8", {"sizes": ["8"]}),
        ("XL码的卫衣", {"sizes": ["xl"]}),
    ],
)
def test_what_a_wish_names(text: str, expected: dict[str, Any]) -> None:
    found = _read(text)
    found.pop("words", None)

    assert found == expected


def test_fillers_are_not_searched_for() -> None:
    assert _read("do you have any headphones please")["words"] == "headphones"
    assert _read("有没有耳机推荐")["words"] == "耳机"


def test_only_a_colour_leaves_no_words() -> None:
    assert "words" not in _read("something blue under 20")


def test_measures_are_compared_in_one_unit() -> None:
    inches = read_constraints("27 inch", vocabulary=SHOP).measures[0]

    assert inches.matches(Measure(68.6, "cm"))
    assert not inches.matches(Measure(81.3, "cm"))


def test_json_there_and_back() -> None:
    wish = read_constraints("red 27 inch mouse under 50 not hp", vocabulary=SHOP)

    assert Constraints.from_json(wish.to_json()) == wish


def test_later_wishes_win_where_they_speak() -> None:
    first = Constraints(words="mouse", price_max=5000, colours=frozenset({"red"}))

    merged = first.merged(Constraints(price_max=3000))

    assert merged == Constraints(
        words="mouse", price_max=3000, colours=frozenset({"red"})
    )
