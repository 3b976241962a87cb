"""Rows of a catalogue -> products and variants."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from knowledge.catalogue.models import Category, Product, Variant
from knowledge.clock import Clock, now
from knowledge.importing import queries
from knowledge.importing.batches import change, replace
from knowledge.importing.errors import RowRefused
from knowledge.importing.fields import (
    Currency,
    Id,
    Money,
    NeededWords,
    Nested,
    Options,
    RowModel,
    Words,
    gather_languages,
)
from knowledge.importing.report import Outcome

# Columns that describe the one variant of a product without a list of variants.
VARIANT_COLUMNS = (
    "options",
    "price",
    "list_price",
    "currency",
    "stock",
    "available",
    "weight_grams",
)


class VariantRow(RowModel):
    """One buyable version of a product."""

    id: Id
    options: Options = Field(default_factory=dict)
    price: Money
    list_price: Money | None = None
    currency: Currency = "USD"
    stock: Money | None = None
    available: bool = True
    weight_grams: Money | None = None


class ProductRow(RowModel):
    """One product; prices are whole numbers of the currency's smallest unit."""

    implied = frozenset({"variants"})

    id: Id
    name: NeededWords
    description: Words = Field(default_factory=dict)
    brand: Annotated[str, Field(max_length=120)] | None = None
    category: Annotated[str, Field(max_length=64)] | None = None
    attributes: Annotated[dict[str, Any], Nested] = Field(default_factory=dict)
    image: Annotated[str, Field(max_length=500)] | None = None
    rating: Annotated[float, Field(ge=0, le=5)] | None = None
    popularity: Annotated[float, Field(ge=0)] = 0.0
    active: bool = True
    variants: Annotated[list[VariantRow], Nested, Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        values = gather_languages(values, ("name", "title", "description"))
        values = _gather_prefixed(values, "attribute:", "attributes")
        values = _gather_prefixed(values, "option:", "options")
        if "title" in values:
            values.setdefault("name", values["title"])
        if "variants" not in values:
            if values.get("price") is None:
                raise PydanticCustomError("price", "price is missing")
            only = {name: values[name] for name in VARIANT_COLUMNS if name in values}
            values["variants"] = [{"id": values.get("id"), **only}]
        return values

    @model_validator(mode="after")
    def _tell_variants_apart(self) -> Self:
        ids = [variant.id for variant in self.variants]
        if len(set(ids)) < len(ids):
            raise PydanticCustomError("twice", "two variants have the same id")
        return self


class ProductKeeper:
    """Adds and changes products; ``updated_at`` moves only when something differs."""

    def __init__(self, *, source: str = "import", clock: Clock = now) -> None:
        self._source = source
        self._clock = clock
        self._known: dict[str, Product] = {}
        self._owners: dict[str, str] = {}
        self._categories: set[str] = set()

    def load(self, session: Session, rows: Sequence[ProductRow]) -> None:
        """Fetch the batch's products, variants and categories."""
        self._known = queries.products(session, (row.id for row in rows))
        variants = (variant.id for row in rows for variant in row.variants)
        self._owners = queries.product_of_variant(session, variants)
        named = {category_id(row.category) for row in rows if row.category}
        self._categories = queries.categories(session, named)

    def keep(self, session: Session, row: ProductRow) -> Outcome:
        """Add or change one product; raises RowRefused when a variant is another's."""
        self._refuse_others_variants(row)
        facts = self._facts(session, row)
        product = self._known.get(row.id)
        is_new = product is None
        if product is None:
            product = Product(id=row.id, source=self._source, **facts)
            self._known[row.id] = product
            session.add(product)
        differs = change(product, **facts)
        differs |= replace(product.variants, _variants(row), Variant, key="id")
        if differs or is_new:
            product.revision = revision(product)
            product.updated_at = self._clock()
        return _outcome(is_new=is_new, differs=differs)

    def _refuse_others_variants(self, row: ProductRow) -> None:
        for variant in row.variants:
            owner = self._owners.setdefault(variant.id, row.id)
            if owner != row.id:
                raise RowRefused(f"variant {variant.id} belongs to product {owner}")

    def _facts(self, session: Session, row: ProductRow) -> dict[str, Any]:
        """What the row says; columns that it lacks leave a known product as it is."""
        is_known = row.id in self._known
        given = row.model_fields_set if is_known else set(ProductRow.model_fields)
        facts = row.model_dump(include=given - {"id", "category", "variants"})
        if row.category:
            facts["category_id"] = self._category(session, row.category)
        return facts

    def _category(self, session: Session, name: str) -> str:
        known = category_id(name)
        if known not in self._categories:
            session.add(Category(id=known, name={"en": name}))
            session.flush()
            self._categories.add(known)
        return known


def category_id(name: str) -> str:
    """ "Office chairs" -> "office-chairs"; Chinese characters stay."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")[:64] or "other"


def revision(product: Product) -> str:
    """A hash of everything that a search shows or matches."""
    content = {
        name: getattr(product, name)
        for name in ("name", "description", "brand", "category_id", "attributes",
                     "image", "rating", "active")
    }  # fmt: skip
    content["variants"] = [
        {name: getattr(variant, name) for name in ("id", *VARIANT_COLUMNS)}
        for variant in product.variants
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _variants(row: ProductRow) -> list[dict[str, Any]]:
    return [
        {"position": position, **variant.model_dump()}
        for position, variant in enumerate(row.variants)
    ]


def _outcome(*, is_new: bool, differs: bool) -> Outcome:
    if is_new:
        return Outcome.IMPORTED
    return Outcome.UPDATED if differs else Outcome.UNCHANGED


def _gather_prefixed(values: dict[str, Any], prefix: str, name: str) -> dict[str, Any]:
    """Columns ``attribute:colour`` -> one value ``attributes``."""
    found = {
        key.removeprefix(prefix): value
        for key, value in values.items()
        if key.startswith(prefix)
    }
    if not found:
        return values
    rest = {key: value for key, value in values.items() if not key.startswith(prefix)}
    return {**rest, name: {**rest.get(name, {}), **found}}
