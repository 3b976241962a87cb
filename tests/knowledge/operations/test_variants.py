"""The variant that is meant, and why the others lost."""

from __future__ import annotations

from knowledge.operations.variants import Ranked, Why, Wishes, best, find_variant
from tests.builders import a_variant

SAME = {"colour": "red", "size": "M", "fit": "slim"}
SHIRTS = [
    a_variant("red-m", options=SAME, price=2000, position=0),
    a_variant("blue-m", options={**SAME, "colour": "blue"}, price=2500, position=1),
    a_variant(
        "blue-l",
        options={"colour": "blue", "size": "L", "fit": "slim"},
        price=2200,
        position=2,
    ),
    a_variant(
        "blue-m-wide",
        options={"colour": "Blue", "size": "M", "fit": "wide"},
        price=1900,
        position=3,
    ),
    a_variant(
        "green-m", options={**SAME, "colour": "green"}, price=2000, stock=0, position=4
    ),
]


for shirt in SHIRTS:
    shirt.available = True  # the database's default


def found(wishes: Wishes) -> list[Ranked]:
    return find_variant(SHIRTS, wishes, like=SAME, same_id="red-m")


def ids(ranked: list[Ranked]) -> list[str]:
    return [each.variant.id for each in ranked if each.fits]


def why(ranked: list[Ranked], variant_id: str) -> tuple[Why, ...]:
    return next(each.why for each in ranked if each.variant.id == variant_id)


def test_the_same_but_blue_keeps_the_rest() -> None:
    ranked = found(Wishes(hard={"colour": ("blue",)}))
    assert ids(ranked)[0] == "blue-m"
    assert [each.variant.id for each in best(ranked)] == ["blue-m"]
    assert why(ranked, "red-m") == (Why.OPTION, Why.SAME)


def test_what_is_gone_is_a_near_miss() -> None:
    ranked = found(Wishes(hard={"colour": ("green",)}))
    assert ids(ranked) == []
    assert best(ranked) == []
    assert ranked[0].variant.id == "green-m"
    assert ranked[0].why == (Why.STOCK,)


def test_a_fall_back_is_a_soft_wish() -> None:
    wishes = Wishes(
        hard={"colour": ("green", "blue")}, soft=(("colour", "green"), ("size", "L"))
    )
    assert ids(found(wishes))[0] == "blue-l"


def test_a_cap_and_what_must_not_be() -> None:
    ranked = found(Wishes(hard={"colour": ("blue",)}, max_price=2300))
    assert why(ranked, "blue-m") == (Why.PRICE,)
    assert ids(ranked)[0] in {"blue-l", "blue-m-wide"}
    ranked = found(Wishes(hard={"colour": ("blue",)}, avoid={"fit": ("wide",)}))
    assert why(ranked, "blue-m-wide") == (Why.AVOIDED,)


def test_the_cheapest_of_those_that_fit() -> None:
    wishes = Wishes(hard={"colour": ("blue",)}, keep_others=False, cheapest=True)
    assert ids(found(wishes)) == ["blue-m-wide", "blue-l", "blue-m"]
    dearest = Wishes(hard={"colour": ("blue",)}, keep_others=False, cheapest=False)
    assert ids(found(dearest))[0] == "blue-m"


def test_a_miss_says_what_it_has_instead() -> None:
    ranked = found(Wishes(hard={"size": ("L",)}))
    near = next(each for each in ranked if each.variant.id == "blue-m")
    assert [(m.option, m.wanted, m.has) for m in near.missed] == [("size", "L", "m")]


def test_a_variant_may_stay_where_the_shop_allows_it() -> None:
    assert ids(found(Wishes(may_be_same=True)))[0] == "red-m"
