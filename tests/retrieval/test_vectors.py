from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.vectors import VectorIndex, kind_for


def _vectors(number: int, dimension: int = 16) -> np.ndarray:
    rows = np.random.default_rng(1).standard_normal((number, dimension))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("kind", ["flat", "sq8"])
def test_the_nearest_is_the_vector_itself(kind: str, tmp_path: Path) -> None:
    vectors, ids = _vectors(300), np.arange(300, dtype=np.int64) * 10
    VectorIndex.build(ids, vectors, kind=kind).save(tmp_path / "index")
    index = VectorIndex.open(tmp_path / "index")

    found, cosines = index.search(vectors[7], 3)

    assert index.kind == kind
    assert found[0] == 70
    assert cosines[0] == pytest.approx(1.0, abs=0.02)


def test_removed_vectors_are_not_found() -> None:
    vectors, ids = _vectors(10), np.arange(10, dtype=np.int64)
    index = VectorIndex.build(ids, vectors)

    assert index.remove(np.array([3])) == 1

    assert 3 not in index.search(vectors[3], 10)[0]
    assert len(index) == 9


def test_only_allowed_ids_are_found() -> None:
    vectors, ids = _vectors(10), np.arange(10, dtype=np.int64)
    index = VectorIndex.build(ids, vectors)

    found, _ = index.search(vectors[3], 5, allowed=np.array([1, 2]))

    assert sorted(found) == [1, 2]


def test_large_collections_are_quantised() -> None:
    assert kind_for(20_000) == "flat"
    assert kind_for(20_001) == "sq8"
