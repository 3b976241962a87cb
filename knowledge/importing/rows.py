"""Reads JSON lines and CSV, packed or not, keeping each row's line number."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from knowledge.importing.errors import FileUnreadable

# How many bytes of how many are read.
Tell = Callable[[int, int], None]

LONGEST_CELL = 10_000_000


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file; ``error`` when it cannot even be read."""

    file: str
    number: int
    values: dict[str, Any]
    error: str | None = None


def read_rows(file: Path, tell: Tell | None = None) -> Iterator[Row]:
    """Rows of a ``.jsonl`` or ``.csv`` file, ``.gz`` too; raises FileUnreadable."""
    reader = _reader(file)
    try:
        with file.open("rb") as raw:
            size = file.stat().st_size
            for row in reader(file.name, _text(file, raw)):
                if tell:
                    tell(raw.tell(), size)
                yield row
            if tell:
                tell(size, size)
    except FileNotFoundError:
        raise FileUnreadable(file=file.name, reason="there is no such file") from None
    except UnicodeDecodeError:
        raise FileUnreadable(file=file.name, reason="it is not UTF-8 text") from None
    except (OSError, EOFError) as error:
        raise FileUnreadable(file=file.name, reason=str(error)) from error


def _reader(file: Path) -> Callable[[str, TextIO], Iterator[Row]]:
    kind = Path(file.stem).suffix if file.suffix == ".gz" else file.suffix
    readers = {".jsonl": _json_lines, ".ndjson": _json_lines, ".csv": _csv}
    if kind not in readers:
        reason = "its name ends neither in .jsonl nor in .csv (.gz may follow)"
        raise FileUnreadable(file=file.name, reason=reason)
    return readers[kind]


def _text(file: Path, raw: BinaryIO) -> TextIO:
    stream = gzip.GzipFile(fileobj=raw) if file.suffix == ".gz" else raw
    # Spreadsheets put a byte-order mark in front, which is no part of the first name.
    return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")


def _json_lines(name: str, text: TextIO) -> Iterator[Row]:
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            if "\\u0000" in line or "\0" in line:
                raise ValueError("PostgreSQL cannot keep this character")
        except ValueError:
            yield Row(name, number, {}, "this is not valid JSON")
            continue
        if isinstance(values, dict):
            yield Row(name, number, values)
        else:
            yield Row(name, number, {}, "this is not a JSON object")


def _csv(name: str, text: TextIO) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.DictReader(text)
    try:
        for cells in reader:
            # DictReader keeps what has no column under None.
            named = {str(key): cell for key, cell in cells.items() if key is not None}
            error = "it has more cells than the header" if None in cells else None
            filled = {key: cell for key, cell in named.items() if cell and cell.strip()}
            yield Row(name, reader.line_num, filled, error)
    except csv.Error as error:
        raise FileUnreadable(
            file=name, reason=f"line {reader.line_num}: {error}"
        ) from error
