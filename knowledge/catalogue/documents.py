"""A product as the documents that a search looks through, one a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.catalogue.colours import canonical_colours
from knowledge.catalogue.facets import VariantFacets, facets_of
from knowledge.catalogue.models import Category, Product
from knowledge.catalogue.parts import parts_in
from knowledge.database.base import in_language
from retrieval.documents import Document

# What a word weighs by where it stands.
BOOSTS: Mapping[str, float] = {
    "title": 3.0,
    "brand": 2.0,
    "kind": 2.0,
    "options": 1.0,
    "attributes": 0.5,
    "description": 1.0,
}
# Numbers and "yes" without their unit or question are noise, so only words are taken.
LONGEST_ATTRIBUTE = 80
LONGEST_PASSAGE = 400
_KIND_KEYS = ("product_type", "product type", "type", "kind")


def documents_of_products(products: Iterable[Product]) -> list[Document]:
    """The documents of everything that is on sale."""
    return [
        document
        for product in products
        if product.active
        for document in documents_of(product)
    ]


def documents_of(product: Product) -> Iterator[Document]:
    """One document for each language that the product is named in."""
    metadata = _metadata(product)
    for language in sorted(product.name):
        fields = _fields(product, language)
        yield Document(
            key=product.id,
            language=language,
            fields=fields,
            passage=_passage(fields),
            metadata={**metadata, "parts": sorted(parts_in(product.name[language]))},
        )


def _fields(product: Product, language: str) -> dict[str, str]:
    options = {
        value for one in product.variants for value in map(str, one.options.values())
    }
    fields = {
        "title": product.name[language],
        "brand": product.brand or "",
        "kind": " ".join(_kinds(product, language)),
        "options": " ".join(sorted(options)),
        "attributes": " ".join(_attributes(product, language)),
        "description": in_language(product.description, language)
        if language in product.description
        else "",
    }
    return {name: text for name, text in fields.items() if text}


def _kinds(product: Product, language: str) -> Iterator[str]:
    category: Category | None = product.category
    if category is not None:
        yield in_language(category.name, language)
        yield from category.synonyms.get(language, [])
    for key in _KIND_KEYS:
        value = product.attributes.get(key)
        if isinstance(value, str) and not value.isdigit():
            yield value


def _attributes(product: Product, language: str) -> Iterator[str]:
    for name, value in product.attributes.items():
        if value is True:
            yield name.replace("_", " ")
        elif isinstance(value, dict):
            yield in_language(value, language)
        elif isinstance(value, str) and 1 < len(value) <= LONGEST_ATTRIBUTE:
            yield value


def _passage(fields: Mapping[str, str]) -> str:
    """What the encoder reads: the title says most, so it stands first."""
    parts = [fields.get(name, "") for name in ("title", "kind", "description")]
    return ". ".join(part for part in parts if part)[:LONGEST_PASSAGE]


def _metadata(product: Product) -> dict[str, Any]:
    return {
        "brand": product.brand,
        "category": product.category_id,
        "popularity": product.popularity,
        "variants": [_variant(facets) for facets in facets_of(product)],
    }


def _variant(facets: VariantFacets) -> dict[str, Any]:
    colours = {one for word in facets.colours for one in canonical_colours(word)}
    return {
        "price": facets.price,
        "sellable": facets.sellable,
        "colours": sorted(colours),
        "sizes": [size.lower() for size in facets.sizes],
        "measures": [[one.amount, one.unit] for one in facets.measures],
    }
