"""JSON lines and CSV are read row by row, packed or not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from knowledge.importing.errors import FileUnreadable
from knowledge.importing.rows import read_rows


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    data = text.encode()
    file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return file


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_json_lines_keep_their_numbers(tmp_path: Path, name: str) -> None:
    file = write(tmp_path, name, '{"id": 1}\n\nnot json\n[1]\n{"id": "二"}\n')
    found = [(row.number, row.values, row.error) for row in read_rows(file)]
    assert found == [
        (1, {"id": 1}, None),
        (3, {}, "this is not valid JSON"),
        (4, {}, "this is not a JSON object"),
        (5, {"id": "二"}, None),
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_csv_from_a_spreadsheet(tmp_path: Path, name: str) -> None:
    text = '\ufeffid,name,price\n1,"Lamp, big",5\n2,台灯,\n3,a,b,too many\n'
    found = list(read_rows(write(tmp_path, name, text)))
    assert found[0].values == {"id": "1", "name": "Lamp, big", "price": "5"}
    assert found[1].values == {"id": "2", "name": "台灯"}  # empty is absent
    assert (found[2].number, found[2].error) == (4, "it has more cells than the header")


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, "a.jsonl.gz", '{"id": 1}\n' * 50)
    told: list[tuple[int, int]] = []
    list(read_rows(file, lambda done, size: told.append((done, size))))
    size = file.stat().st_size
    assert told[-1] == (size, size)
    assert all(done <= size for done, _ in told)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xlsx", b"", "its name ends neither in .jsonl nor in .csv"),
        ("a.csv", "é".encode("latin-1"), "it is not UTF-8 text"),
        ("a.jsonl.gz", b"not packed", "Not a gzipped file"),
        ("a.jsonl.gz", gzip.compress(b'{"id": 1}\n' * 999)[:40], "ended before"),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileUnreadable) as refusal:
        list(read_rows(tmp_path / name))
    assert reason in refusal.value.facts["reason"]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as refusal:
        list(read_rows(tmp_path / "none.csv"))
    assert refusal.value.facts == {
        "file": "none.csv",
        "reason": "there is no such file",
    }
