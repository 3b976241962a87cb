"""``docs/importing.md`` names every column that an import reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from knowledge.importing.articles import ArticleRow
from knowledge.importing.catalogue import ProductRow
from knowledge.importing.customers import CustomerRow
from knowledge.importing.interactions import InteractionRow
from knowledge.importing.orders import OrderRow

TEXT = (Path(__file__).parents[2] / "docs" / "importing.md").read_text("utf-8")


def section(title: str) -> str:
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def columns(schema: type[BaseModel]) -> set[str]:
    """The names of the schema's fields, and of those that are nested in them."""
    found = set(schema.model_fields)
    for field in schema.model_fields.values():
        for nested in models(field.annotation):
            found |= columns(nested)
    return found


def models(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for part in get_args(annotation) for model in models(part)}


@pytest.mark.parametrize(
    ("title", "schema"),
    [
        ("Catalogue", ProductRow),
        ("Customers", CustomerRow),
        ("Orders", OrderRow),
        ("Articles", ArticleRow),
        ("Interactions", InteractionRow),
    ],
)
def test_every_column_is_named(title: str, schema: type[BaseModel]) -> None:
    words = set(re.findall(r"\w+", section(title)))
    assert columns(schema) - words == set()
