"""Labelled messages from CSV files, with the row in every complaint."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COLUMNS = (("sentence", "label"), ("utterance", "intent"), ("text", "intent"))


class BadRow(ValueError):
    """A file or one of its rows cannot be used; says which and why."""


@dataclass(frozen=True)
class Labelled:
    """A message and the intent that somebody gave it."""

    text: str
    label: str


def read_labelled(file: Path) -> list[Labelled]:
    """The messages of a CSV file; raises :class:`BadRow`."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            found = list(_rows(file, csv.DictReader(stream, strict=True)))
    except FileNotFoundError:
        raise BadRow(f"{file}: there is no such file") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadRow(f"{file}: not a CSV file in UTF-8: {error}") from error
    if not found:
        raise BadRow(f"{file}: no rows")
    return found


def _rows(file: Path, reader: csv.DictReader[str]) -> Iterator[Labelled]:
    names = reader.fieldnames or []
    pair = next((pair for pair in COLUMNS if set(pair) <= set(names)), None)
    if pair is None:
        raise BadRow(
            f"{file}: expected columns sentence,label; found {','.join(names)}"
        )
    for number, row in enumerate(reader, start=2):
        text, label = (row[name] for name in pair)
        if label is None or not label.strip():
            raise BadRow(f"{file}, row {number}: no label")
        if text is None or not text.strip():
            raise BadRow(f"{file}, row {number}: no text")
        if None in row:
            raise BadRow(f"{file}, row {number}: too many columns")
        yield Labelled(text.strip(), label.strip())
