"""No file that ate its neighbours, no function that needs a map."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
# A story told in a browser and a shop built row by row may take a little longer.
LONGEST_FUNCTION = {"tests": 50}
# Written by alembic and never read for pleasure.
GENERATED = ROOT / "knowledge" / "migrations" / "versions"

FOLDERS = ["actions", "bot", "integrations", "knowledge", "retrieval", "tests"]


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if GENERATED not in file.parents:
                yield file


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_are_short(folder: str) -> None:
    long = {
        str(file.relative_to(ROOT)): length
        for file in files()
        if file.relative_to(ROOT).parts[0] == folder
        and (length := len(file.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, f"longer than {LONGEST_FILE} lines"


@pytest.mark.parametrize("folder", FOLDERS)
def test_functions_are_short(folder: str) -> None:
    long = {
        f"{file.relative_to(ROOT)}:{function.lineno} {function.name}": length
        for file in files()
        if file.relative_to(ROOT).parts[0] == folder
        for function, length in functions(file)
        if length > LONGEST_FUNCTION.get(folder, 40)
    }
    assert not long, "longer than it may be"


def functions(
    file: Path,
) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Every function with its length; decorators and docstring do not count."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            has_docstring = ast.get_docstring(node) is not None
            body = node.body[1:] if has_docstring else node.body
            begin = body[0].lineno if body else node.lineno
            yield node, (node.end_lineno or begin) - begin + 1
