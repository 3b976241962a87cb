"""Keeps rows in short transactions, so that a running shop is never locked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from pydantic import ValidationError
from sqlalchemy.orm import Session

from knowledge.database.session import Database
from knowledge.importing.errors import RowRefused
from knowledge.importing.fields import RowModel
from knowledge.importing.report import Outcome, Problem, Report
from knowledge.importing.rows import Row
from knowledge.importing.sentences import explain

BATCH = 500

Schema = TypeVar("Schema", bound=RowModel)
Taken_contra = TypeVar("Taken_contra", bound=RowModel, contravariant=True)


class Keeper(Protocol[Taken_contra]):
    """Knows how rows of one kind are kept."""

    def load(self, session: Session, rows: Sequence[Taken_contra]) -> None:
        """Fetch at once what the batch's rows may touch."""

    def keep(self, session: Session, row: Taken_contra) -> Outcome:
        """Add or change what the row describes; raises RowRefused."""


class Batches(Generic[Schema]):
    """Checks rows against their schema and hands them to their keeper."""

    def __init__(
        self, database: Database, schema: type[Schema], keeper: Keeper[Schema]
    ) -> None:
        self._database = database
        self._schema = schema
        self._keeper = keeper

    def run(self, rows: Iterable[Row], report: Report | None = None) -> Report:
        """Keep every good row; what is wrong with the others is in the report."""
        report = report or Report()
        stream = iter(rows)
        while batch := list(islice(stream, BATCH)):
            good = list(self._checked(batch, report))
            with self._database.writing() as session:
                self._keep(session, good, report)
        return report

    def _checked(
        self, batch: Sequence[Row], report: Report
    ) -> Iterator[tuple[Row, Schema]]:
        for row in batch:
            if row.error:
                report.errors.append(Problem(row.file, row.number, row.error))
                continue
            try:
                yield row, self._schema.model_validate(row.values)
            except ValidationError as error:
                implied = self._schema.implied - row.values.keys()
                said = explain(error, implied=implied)
                report.errors.append(Problem(row.file, row.number, said))

    def _keep(
        self, session: Session, good: Sequence[tuple[Row, Schema]], report: Report
    ) -> None:
        self._keeper.load(session, [schema for _, schema in good])
        for row, schema in good:
            try:
                report.count(self._keeper.keep(session, schema))
            except RowRefused as refusal:
                reason = str(refusal.facts["reason"])
                report.errors.append(Problem(row.file, row.number, reason))


def change(thing: Any, **facts: Any) -> bool:
    """Set what differs; says whether anything did."""
    differing = {
        name: value for name, value in facts.items() if getattr(thing, name) != value
    }
    for name, value in differing.items():
        setattr(thing, name, value)
    return bool(differing)


def replace(
    children: list[Any],
    wanted: Sequence[dict[str, Any]],
    kind: type[Any],
    *,
    key: str | None = None,
) -> bool:
    """Make a list of children say what is wanted; says whether anything differed.

    With ``key`` a child keeps its row when only its other facts change.
    """
    if _facts(children, wanted) == list(wanted):
        return False
    by_key = {getattr(child, key): child for child in children} if key else {}
    fresh = []
    for facts in wanted:
        child = by_key.get(facts[key]) if key else None
        if child is None:
            child = kind(**facts)
        else:
            change(child, **facts)
        fresh.append(child)
    children[:] = fresh
    return True


def _facts(
    children: Sequence[Any], wanted: Sequence[dict[str, Any]]
) -> list[dict[str, Any]] | None:
    if len(children) != len(wanted):
        return None
    return [
        {name: getattr(child, name) for name in facts}
        for child, facts in zip(children, wanted, strict=True)
    ]
