"""Nearest vectors by FAISS, which nothing else imports."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding import Matrix

Ids = NDArray[np.int64]

# Up to here an exhaustive search takes about a millisecond; above, eight-bit
# quantisation is four times smaller and faster and finds 99 % of the same.
FLAT_UP_TO = 20_000


class VectorIndex:
    """Vectors of length 1 under stable ids: add, remove, search, save."""

    def __init__(self, index: Any, kind: str) -> None:
        self._index = index
        self.kind = kind
        self._lock = threading.Lock()  # guards changes; searching needs none

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def build(
        cls, ids: Ids, vectors: Matrix, *, kind: str | None = None
    ) -> VectorIndex:
        """An index over the vectors, of the kind that fits their number."""
        kind = kind or kind_for(len(ids))
        faiss = _faiss()
        dimension = vectors.shape[1]
        inner = faiss.METRIC_INNER_PRODUCT
        base = (
            faiss.IndexFlatIP(dimension)
            if kind == "flat"
            else faiss.IndexScalarQuantizer(
                dimension, faiss.ScalarQuantizer.QT_8bit, inner
            )
        )
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if kind != "flat":
            base.train(rows)
        index = cls(faiss.IndexIDMap2(base), kind)
        index.add(ids, rows)
        return index

    def add(self, ids: Ids, vectors: Matrix) -> None:
        """Put vectors in under ids that are not in yet."""
        with self._lock:
            if len(ids):
                rows = np.ascontiguousarray(vectors, dtype=np.float32)
                self._index.add_with_ids(rows, np.ascontiguousarray(ids))

    def remove(self, ids: Ids) -> int:
        """Take vectors out; answers how many were in."""
        with self._lock:
            if not len(ids):
                return 0
            return int(self._index.remove_ids(np.ascontiguousarray(ids)))

    def search(
        self, vector: Matrix, limit: int, *, allowed: Ids | None = None
    ) -> tuple[Ids, Matrix]:
        """Ids and cosines of the nearest, best first, of ``allowed`` when given."""
        limit = min(limit, len(self))
        if limit <= 0 or (allowed is not None and not len(allowed)):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        faiss = _faiss()
        parameters = None
        if allowed is not None:
            selector = faiss.IDSelectorBatch(np.ascontiguousarray(allowed))
            parameters = faiss.SearchParameters(sel=selector)
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        cosines, ids = self._index.search(query, limit, params=parameters)
        there = ids[0] >= 0
        return ids[0][there], cosines[0][there]

    def save(self, file: Path) -> None:
        """Write the index to a file."""
        _faiss().write_index(self._index, str(file))

    @classmethod
    def open(cls, file: Path) -> VectorIndex:
        """Read an index; raises RuntimeError when the file is damaged."""
        faiss = _faiss()
        index = faiss.read_index(str(file))
        base = faiss.downcast_index(index.index)
        kind = "flat" if isinstance(base, faiss.IndexFlat) else "sq8"
        return cls(index, kind)


def kind_for(number: int) -> str:
    """Which kind of index suits so many vectors."""
    return "flat" if number <= FLAT_UP_TO else "sq8"


@cache
def _faiss() -> Any:
    import faiss  # noqa: PLC0415  # slow to load

    faiss.omp_set_num_threads(1)  # one thread a request beats two when they compete
    return faiss
