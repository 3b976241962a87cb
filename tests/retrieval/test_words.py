from __future__ import annotations

import pytest

from retrieval.words import tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Batteries", ["batteri"]),
        ("TN-2110", ["tn2110", "tn", "2110"]),
        ("１６ＧＢ", ["16gb", "16", "gb"]),
        ("15.6 inch", ["15.6", "inch"]),
        ("Levi's", ["levi"]),
    ],
)
def test_english_gives_stems_and_codes(text: str, found: list[str]) -> None:
    assert tokens(text) == found


def test_chinese_gives_characters_and_pairs() -> None:
    assert tokens("无线鼠标") == ["无", "线", "鼠", "标", "无线", "线鼠", "鼠标"]


def test_traditional_characters_match_simplified_ones() -> None:
    assert tokens("無線滑鼠") == tokens("无线滑鼠")


def test_fillers_count_when_asked_for() -> None:
    assert tokens("what is it") == []
    assert tokens("what is it", stops=False) == ["what", "is", "it"]


def test_mixed_languages_give_both() -> None:
    assert {"usb", "数据"} <= set(tokens("USB数据线"))
