"""Facts in messages of both languages, with their normalised values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.entities.finder import LONGEST, find_facts
from bot.entities.vocabulary import Vocabulary

TODAY = date(2026, 11, 21)


def _found(text: str, vocabulary: Vocabulary) -> list[tuple[str, Any]]:
    return [(f.entity, f.value) for f in find_facts(text, vocabulary, TODAY)]


def _money(minor: int, currency: str | None, bound: str | None) -> tuple[str, Any]:
    return "money", {"minor": minor, "currency": currency, "bound": bound}


def _date(first: str, last: str | None = None) -> tuple[str, Any]:
    return "date", {"from": first, "to": last or first}


@pytest.mark.parametrize(
    "text",
    [
        "where is #W1234567",
        "order w 1234567 pls",
        "Ｗ１２３４５６７ 到哪了",
        "order number 1 2 3 4 5 6 7",
        "我的订单号是一二三四五六七",
        "w-1234567",
        "#1234567",
        "1234567",
    ],
)
def test_an_order_number_however_it_is_written(
    text: str, vocabulary: Vocabulary
) -> None:
    assert _found(text, vocabulary) == [("order_number", "#W1234567")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under 50 bucks", [_money(5000, "USD", "max")]),
        ("$1,299.50", [_money(129950, "USD", None)]),
        ("两百以内", [_money(20000, None, "max")]),
        ("三百块左右", [_money(30000, "CNY", "around")]),
        ("100到200", [_money(10000, None, "min"), _money(20000, None, "max")]),
        (
            "between $50 and $80",
            [_money(5000, "USD", "min"), _money(8000, "USD", "max")],
        ),
        ("at least 1.5k dollars", [_money(150000, "USD", "min")]),
        ("within 30 days", []),
        ("warranty over 2 years", []),
        ("2到3件", [("quantity", 3)]),
    ],
)
def test_money_with_its_bound(
    text: str, expected: list[Any], vocabulary: Vocabulary
) -> None:
    assert _found(text, vocabulary) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last Tuesday", _date("2026-11-17")),
        ("上周三", _date("2026-11-11")),
        ("周三", _date("2026-11-18")),
        ("yesterday", _date("2026-11-20")),
        ("前天", _date("2026-11-19")),
        ("3 days ago", _date("2026-11-18")),
        ("三天前", _date("2026-11-18")),
        ("in the last 30 days", _date("2026-10-22", "2026-11-21")),
        ("last month", _date("2026-10-01", "2026-10-31")),
        ("3月5日", _date("2026-03-05")),
        ("on march 5th", _date("2026-03-05")),
        ("2025-12-31", _date("2025-12-31")),
    ],
)
def test_dates_counted_from_today(
    text: str, expected: Any, vocabulary: Vocabulary
) -> None:
    assert _found(text, vocabulary) == [expected]


def test_a_day_that_does_not_exist_is_none(vocabulary: Vocabulary) -> None:
    assert _found("on february 31", vocabulary) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm Mei Chen, 19031", ("Mei Chen", "19031")),
        ("my name is emma clarke and my zip is 10001", ("Emma Clarke", "10001")),
        ("Emma Clarke 10001", ("Emma Clarke", "10001")),
        ("我叫林梅，邮编200040", ("林梅", "200040")),
        ("林梅 200040", ("林梅", "200040")),
    ],
)
def test_name_and_postal_code(
    text: str, expected: tuple[str, str], vocabulary: Vocabulary
) -> None:
    found = dict(_found(text, vocabulary))
    assert (found.get("person_name"), found.get("postal_code")) == expected


@pytest.mark.parametrize(
    "text",
    ["I'm looking for a phone", "i am a student", "this is great", "我是来退货的"],
)
def test_a_sentence_about_oneself_is_no_name(text: str, vocabulary: Vocabulary) -> None:
    assert "person_name" not in dict(_found(text, vocabulary))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emma.Clarke@Example.com", ("email", "emma.clarke@example.com")),
        ("手机号13800138000", ("phone", "13800138000")),
        ("my phone is 212-555-0187", ("phone", "2125550187")),
        ("tracking number SS1234567890", ("tracking_number", "SS1234567890")),
        ("HP123456789GB", ("tracking_number", "HP123456789GB")),
        ("use code save10", ("coupon_code", "SAVE10")),
        ("优惠码 FREESHIP", ("coupon_code", "FREESHIP")),
        ("i meant two", ("quantity", 2)),
        ("两件", ("quantity", 2)),
        ("the second one", ("ordinal", 2)),
        ("最后一个", ("ordinal", -1)),
        ("size M please", ("size", "M")),
        ("42码", ("size", "42")),
        ("27 inch", ("size", "27 inch")),
    ],
)
def test_one_fact_and_nothing_else(
    text: str, expected: tuple[str, Any], vocabulary: Vocabulary
) -> None:
    assert _found(text, vocabulary) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("红色的耳机", [("colour", "red"), ("category", "headphones")]),
        ("the logitec one", [("brand", "Logitech")]),
        ("how do i apply", []),
        ("brightside arc led desk lamp", [("product", "arc-lamp")]),
        ("明光護眼檯燈有貨嗎", [("product", "arc-lamp")]),
        ("明光护眼台灯有货吗", [("product", "arc-lamp")]),
    ],
)
def test_the_catalogues_words(
    text: str, expected: list[Any], vocabulary: Vocabulary
) -> None:
    assert _found(text, vocabulary) == expected


def test_offsets_are_those_of_the_typed_text(vocabulary: Vocabulary) -> None:
    typed = "我的訂單 ＃Ｗ１２３４５６７ 到哪裡了"
    (fact,) = find_facts(typed, vocabulary, TODAY)
    assert typed[fact.start : fact.end] == "＃Ｗ１２３４５６７"


def test_a_very_long_message_is_read_in_part(vocabulary: Vocabulary) -> None:
    assert _found("a " * LONGEST + "#W1234567", vocabulary) == []
