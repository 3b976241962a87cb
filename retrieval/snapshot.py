"""One generation, opened: its documents' heads, words, vectors and attachments."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import orjson
import structlog
from numpy.typing import NDArray

from retrieval.documents import Head, digest
from retrieval.embedding import Matrix
from retrieval.generations import damaged, read_manifest
from retrieval.keywords import KeywordIndex
from retrieval.vectors import Ids, VectorIndex

Derived = TypeVar("Derived")

VECTOR_FILES = ("vectors.faiss", "embeddings.npy", "embedded_rows.npy")

logger = structlog.get_logger(__name__)


class Snapshot:
    """An immutable view; searches on it stay consistent while a newer one goes live."""

    def __init__(
        self,
        heads: list[Head],
        keywords: KeywordIndex,
        facts: Mapping[str, Any],
        attachments: Mapping[str, Any],
    ) -> None:
        self.heads = heads
        self.keywords = keywords
        self.facts = facts
        self.attachments = attachments
        self.vectors: VectorIndex | None = None
        self._embeddings: NDArray[np.float16] = np.zeros((0, 0), dtype=np.float16)
        self._position = np.full(len(heads), -1, dtype=np.int64)
        self.vector_ids: Ids = np.zeros(0, dtype=np.int64)
        self._derived: dict[str, Any] = {}
        self._lock = threading.RLock()

    @property
    def dimension(self) -> int:
        """How many numbers a vector has; 0 without vectors."""
        return int(self._embeddings.shape[1])

    def with_vectors(
        self, index: VectorIndex, embeddings: NDArray[np.float16], rows: Ids
    ) -> Snapshot:
        """The same view, able to search by meaning."""
        self.vectors = index
        self._embeddings = embeddings
        self._embedded = rows
        self._position[rows] = np.arange(len(rows))
        self.vector_ids = stable_ids([self.heads[int(row)].id for row in rows])
        self._order = np.argsort(self.vector_ids)
        return self

    def nearest(
        self, vector: Matrix, limit: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Ids, Matrix]:
        """Rows and cosines of the nearest documents, best first."""
        if self.vectors is None:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        permitted = None
        if allowed is not None:
            permitted = self.vector_ids[allowed[self._embedded]]
        ids, cosines = self.vectors.search(vector, limit, allowed=permitted)
        places = self._order[np.searchsorted(self.vector_ids, ids, sorter=self._order)]
        return self._embedded[places], cosines

    def cosines(self, vector: Matrix, rows: NDArray[np.int64]) -> Matrix:
        """Exact cosines of some documents; 0 for those without a vector."""
        found = np.zeros(len(rows), dtype=np.float32)
        if self.vectors is None or not len(rows):
            return found
        places = self._position[rows]
        there = places >= 0
        found[there] = self._embeddings[places[there]].astype(np.float32) @ vector
        return found

    def embedding(self, row: int) -> Matrix | None:
        """The vector of one document."""
        place = int(self._position[row]) if self.vectors is not None else -1
        return self._embeddings[place].astype(np.float32) if place >= 0 else None

    def embeddings_by_passage(self) -> dict[str, Matrix]:
        """The vectors that are known, by the id of their passage."""
        if self.vectors is None:
            return {}
        every = np.asarray(self._embeddings, dtype=np.float32)
        return {
            self.heads[int(row)].passage_id: every[place]
            for place, row in enumerate(self._embedded)
        }

    def derived(self, name: str, make: Callable[[Snapshot], Derived]) -> Derived:
        """Something computed once from this generation and kept with it."""
        with self._lock:
            if name not in self._derived:
                self._derived[name] = make(self)
            found: Derived = self._derived[name]
            return found

    @staticmethod
    def content_of(ids: Iterable[str]) -> str:
        """A hash over documents' ids, whatever their order."""
        return digest("".join(sorted(ids)))


def empty_snapshot() -> Snapshot:
    """A view of nothing, for a shop whose index is not built yet."""
    return Snapshot([], KeywordIndex.build([], {}), {}, {})


def open_snapshot(generation: Path) -> Snapshot:
    """Read a generation. Damaged vectors cost the search by meaning only.

    Raises OSError, ValueError or KeyError when the words cannot be read either.
    """
    manifest = read_manifest(generation)
    broken = damaged(generation, manifest)
    if any(name not in VECTOR_FILES for name in broken):
        raise ValueError(f"damaged: {', '.join(broken)}")
    if broken:
        logger.warning("vectors_damaged", path=str(generation), files=broken)
    return open_files(generation, manifest, with_vectors=not broken)


def open_files(
    folder: Path, facts: Mapping[str, Any], *, with_vectors: bool = True
) -> Snapshot:
    """Read the files of a generation, published or still being built."""
    attached = folder / "attachments.json"
    attachments = json.loads(attached.read_text("utf-8")) if attached.exists() else {}
    heads = _read_heads(folder / "heads.jsonl")
    snapshot = Snapshot(heads, KeywordIndex.open(folder), facts, attachments)
    if not with_vectors or not (folder / VECTOR_FILES[0]).exists():
        return snapshot
    try:
        return _add_vectors(snapshot, folder)
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        logger.warning("vectors_unreadable", path=str(folder), error=str(error))
        return snapshot


def stable_ids(ids: list[str]) -> Ids:
    """FAISS wants integers: 63 bits of each content hash."""
    return np.array([int(one[:16], 16) >> 1 for one in ids], dtype=np.int64)


def _add_vectors(snapshot: Snapshot, generation: Path) -> Snapshot:
    index = VectorIndex.open(generation / "vectors.faiss")
    embeddings = np.load(generation / "embeddings.npy", mmap_mode="r")
    rows = np.load(generation / "embedded_rows.npy")
    if not len(index) == len(embeddings) == len(rows):
        raise ValueError("the vectors' files disagree about their number")
    return snapshot.with_vectors(index, embeddings, rows)


def _read_heads(file: Path) -> list[Head]:
    # Tens of thousands of small objects that all stay: collecting garbage among them
    # takes longer than reading them.
    collecting = gc.isenabled()
    gc.disable()
    try:
        with file.open("rb") as stream:
            return [Head(*orjson.loads(line)) for line in stream]
    finally:
        if collecting:
            gc.enable()
