"""Nineteen thousand real products come in quickly, and a second time change nothing."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from knowledge.catalogue.models import Product
from knowledge.database.session import Database
from knowledge.importing.batches import Batches
from knowledge.importing.catalogue import ProductKeeper, ProductRow
from knowledge.importing.rows import read_rows
from tests.knowledge.importing.rows import count

ICECAT = Path(__file__).parents[4] / "shared/data/catalogue/icecat_products.jsonl.gz"


@pytest.mark.skipif(not ICECAT.exists(), reason="shared/data/catalogue is not here")
def test_the_real_catalogue(database: Database) -> None:
    begun = time.monotonic()
    report = Batches(database, ProductRow, ProductKeeper()).run(read_rows(ICECAT))
    assert (report.imported, report.errors) == (19406, [])
    assert time.monotonic() - begun < 60
    with gzip.open(ICECAT, "rt") as lines:
        first = json.loads(next(lines))
    with database.reading() as session:
        kept = session.get_one(Product, first["id"])
        assert kept.name == {"en": first["title"]}
        assert kept.attributes == first["attributes"]
        assert [variant.price for variant in kept.variants] == [first["price"]]
    again = Batches(database, ProductRow, ProductKeeper()).run(read_rows(ICECAT))
    assert (again.unchanged, again.failed) == (19406, 0)
    assert count(database, Product) == 19406
