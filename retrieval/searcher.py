"""Searches the live generation, and follows it when another goes live."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog
from numpy.typing import NDArray

from retrieval.documents import Hit
from retrieval.embedding import Embedder, Matrix
from retrieval.fusion import best_rows, fused, normalised
from retrieval.generations import Generations
from retrieval.keywords import query_terms
from retrieval.ranking import rank_texts
from retrieval.snapshot import Snapshot, empty_snapshot, open_snapshot

__all__ = ["Candidates", "Query", "Searcher", "rank_texts"]

CANDIDATES = 200

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Query:
    """What is looked for. ``allowed`` masks rows; ``terms`` replaces the text's own
    words; ``weight`` is the share of the keywords in the score."""

    text: str
    language: str = "en"
    weight: float = 0.55
    allowed: NDArray[np.bool_] | None = None
    terms: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Candidates:
    """Rows worth a look, with their scores by part (all arrays of one length)."""

    rows: NDArray[np.int64]
    keywords: Matrix  # as shares of the best
    cosines: Matrix
    scores: Matrix
    best_keyword: float  # the highest BM25 of all documents, allowed or not


class Searcher:
    """One collection's live index, shared by threads.

    A newer generation is opened beside the old one, in a thread of its own, so that
    no answer waits for it; ``warm`` computes there what searches will want of it.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | None = None,
        *,
        warm: Callable[[Snapshot], None] | None = None,
    ) -> None:
        self.embedder = embedder
        self._warm = warm
        self._generations = Generations(folder)
        self._lock = threading.Lock()
        self._stamp = (-1, -1)
        self._snapshot: Snapshot | None = None
        self._loading = False

    @property
    def snapshot(self) -> Snapshot:
        """The live generation; the first call waits for it, later ones never do."""
        stamp = self._generations.stamp()
        if stamp == self._stamp and self._snapshot is not None:
            return self._snapshot
        with self._lock:
            if self._snapshot is None:
                self._load(stamp)
            elif stamp != self._stamp and not self._loading:
                self._loading = True
                threading.Thread(target=self._reload, daemon=True).start()
            return self._snapshot or empty_snapshot()

    def reload(self) -> Snapshot:
        """Open the live generation now, and wait for it."""
        self._load(self._generations.stamp())
        return self._snapshot or empty_snapshot()

    def search(self, query: Query, limit: int = 10) -> list[Hit]:
        """The best documents, one a key."""
        snapshot = self.snapshot
        found = self.candidates(query, snapshot=snapshot)
        hits: dict[str, Hit] = {}
        for place in best_rows(found.scores, len(found.scores)):
            row = int(found.rows[place])
            head = snapshot.heads[row]
            if head.key not in hits:
                hits[head.key] = Hit(
                    row=row,
                    key=head.key,
                    language=head.language,
                    score=float(found.scores[place]),
                    keyword=float(found.keywords[place]),
                    cosine=float(found.cosines[place]),
                    metadata=head.metadata,
                )
            if len(hits) == limit:
                break
        return list(hits.values())

    def candidates(
        self, query: Query, *, snapshot: Snapshot, number: int = CANDIDATES
    ) -> Candidates:
        """The rows that words or meaning put in front, scored by both."""
        terms = query.terms
        if terms is None:
            terms = query_terms(query.text)
        keywords = snapshot.keywords.scores(terms)
        # Shares of the best of all, so that what a filter leaves is not overrated.
        best = float(keywords.max()) if keywords.size else 0.0
        if query.allowed is not None:
            keywords = keywords * query.allowed
        rows = set(best_rows(keywords, number))
        vector = self.vector(query.text, query.language, snapshot)
        if vector is not None:
            near, _ = snapshot.nearest(vector, number, query.allowed)
            rows.update(int(row) for row in near)
        chosen = np.array(sorted(rows), dtype=np.int64)
        cosines = (
            snapshot.cosines(vector, chosen)
            if vector is not None
            else np.zeros(len(chosen), dtype=np.float32)
        )
        shares = normalised(keywords[chosen], best)
        weight = query.weight if vector is not None else 1.0
        scores = fused(shares, cosines, weight=weight)
        return Candidates(chosen, shares, cosines, scores, best)

    def vector(self, text: str, language: str, snapshot: Snapshot) -> Matrix | None:
        """The query's vector, when there is an encoder that fits index and language."""
        embedder = self.embedder
        if embedder is None or not text.strip() or snapshot.vectors is None:
            return None
        if not embedder.understands(language):
            return None
        if snapshot.facts.get("model") != embedder.name:
            return None
        return embedder.embed_query(text)

    def _reload(self) -> None:
        try:
            self._load(self._generations.stamp())
        finally:
            self._loading = False

    def _load(self, stamp: tuple[int, int]) -> None:
        """Open the live generation, or the newest older one that is whole."""
        live = self._generations.current()
        older = [path for path in self._generations.all() if live and path < live]
        for path in ([live] if live else []) + older[::-1]:
            try:
                snapshot = open_snapshot(path)
            except (OSError, ValueError, KeyError, TypeError) as error:
                logger.error("index_unreadable", path=str(path), error=str(error))
                continue
            if self._warm:
                self._warm(snapshot)
            self._snapshot, self._stamp = snapshot, stamp
            return
        if live is None:
            logger.warning("index_missing", folder=str(self._generations.folder))
        self._snapshot = self._snapshot or empty_snapshot()
        self._stamp = stamp
