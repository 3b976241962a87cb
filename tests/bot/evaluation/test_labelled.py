"""CSV files of labelled messages, and complaints that name the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.labelled import BadRow, Labelled, read_labelled


def _file(folder: Path, text: str) -> Path:
    path = folder / "messages.csv"
    path.write_text(text, "utf-8")
    return path


def test_quoted_fields_may_span_lines(tmp_path: Path) -> None:
    path = _file(tmp_path, 'sentence,label\n"two\nlines, one comma",A/b c\n')
    assert read_labelled(path) == [Labelled("two\nlines, one comma", "A/b c")]


def test_the_columns_of_bitext_will_do(tmp_path: Path) -> None:
    path = _file(tmp_path, "utterance,intent,tags\nhi,greet,B\n")
    assert read_labelled(path) == [Labelled("hi", "greet")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("sentence,label\nhi,greet\nbye,\n", "row 3: no label"),
        ("sentence,label\n,greet\n", "row 2: no text"),
        ("sentence,label\nhi,greet,x\n", "row 2: too many columns"),
        ("sentence,label\nhi\n", "row 2: no label"),
        ("text\nhi\n", "expected columns sentence,label"),
        ("sentence,label\n", "no rows"),
        ("", "expected columns"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadRow, match=complaint):
        read_labelled(_file(tmp_path, text))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="no such file"):
        read_labelled(tmp_path / "none.csv")
