"""The next generation from the previous one and the documents of now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import structlog
from numpy.typing import NDArray

from retrieval import words
from retrieval.documents import Document, Head
from retrieval.embedding import Embedder, Matrix, Progress
from retrieval.generations import Generations
from retrieval.keywords import KeywordIndex
from retrieval.snapshot import Snapshot, open_snapshot, stable_ids
from retrieval.vectors import VectorIndex, kind_for

FORMAT = 1
# Above this share of change, building anew is quicker than changing what is there.
PATCH_UP_TO = 0.2

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Recipe:
    """How a collection is indexed: what its fields weigh, and what rides along.

    ``attachments`` are JSON values that belong to exactly these documents, such as a
    vocabulary. ``measure`` sees the finished index before anybody else does and gives
    more of them, such as thresholds.
    """

    boosts: Mapping[str, float] = field(default_factory=dict)
    attachments: Mapping[str, Any] = field(default_factory=dict)
    measure: Callable[[Snapshot], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did, and the generation as it is, for the next refresh."""

    generation: str
    documents: int
    embedded: int
    changed: bool
    snapshot: Snapshot = field(repr=False)


@dataclass(frozen=True)
class _Vectors:
    """The vectors of a generation; ``rows`` says which documents have one."""

    index: VectorIndex
    embeddings: NDArray[np.float16]
    rows: NDArray[np.int64]
    embedded: int  # how many of them are new

    def save(self, folder: Path) -> None:
        self.index.save(folder / "vectors.faiss")
        np.save(folder / "embeddings.npy", self.embeddings)
        np.save(folder / "embedded_rows.npy", self.rows)


def refresh(
    folder: Path,
    documents: Sequence[Document],
    embedder: Embedder | None,
    *,
    recipe: Recipe | None = None,
    last: Refreshed | None = None,
    progress: Progress | None = None,
) -> Refreshed:
    """Publish a generation that holds exactly these documents.

    Nothing is written when the live generation holds them already. Only passages
    that no vector is known for are embedded. ``last`` spares reading the previous
    generation; it must not be used again, since its vectors are changed in place.
    """
    recipe = recipe or Recipe()
    generations = Generations(folder)
    with generations.writing() as scratch:
        live = generations.current()
        previous = _previous(live, last)
        facts = _facts(documents, embedder, recipe)
        if previous and live and _same(previous.facts, facts):
            return Refreshed(live.name, len(documents), 0, False, previous)
        keywords = _keywords(documents, recipe, facts, previous, progress)
        vectors = _vectors(documents, embedder, previous, progress)
        heads = [Head.of(document) for document in documents]
        snapshot = Snapshot(heads, keywords, facts, recipe.attachments)
        if vectors:
            snapshot.with_vectors(vectors.index, vectors.embeddings, vectors.rows)
        _save(scratch, snapshot, vectors, recipe)
        target = generations.publish(scratch, facts)
    embedded = vectors.embedded if vectors else 0
    return Refreshed(target.name, len(documents), embedded, True, snapshot)


def _previous(live: Path | None, last: Refreshed | None) -> Snapshot | None:
    if live is None:
        return None
    if last and last.generation == live.name:
        return last.snapshot
    try:
        return open_snapshot(live)
    except (OSError, ValueError, KeyError) as error:
        logger.warning("index_rebuilt_from_nothing", path=str(live), error=str(error))
        return None


def _keywords(
    documents: Sequence[Document],
    recipe: Recipe,
    facts: Mapping[str, Any],
    previous: Snapshot | None,
    progress: Progress | None,
) -> KeywordIndex:
    known: dict[str, int] = {}
    if previous and _same_words(previous.facts, facts):
        known = {head.words_id: row for row, head in enumerate(previous.heads)}
    return KeywordIndex.build(
        documents,
        recipe.boosts,
        known=known,
        previous=previous.keywords if previous and known else None,
        progress=progress,
    )


def _facts(
    documents: Sequence[Document], embedder: Embedder | None, recipe: Recipe
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "words": words.VERSION,
        "model": embedder.name if embedder else None,
        "dimension": embedder.dimension if embedder else None,
        "boosts": dict(recipe.boosts),
        "attachments": json.loads(json.dumps(recipe.attachments)),
        "documents": len(documents),
        "content": Snapshot.content_of(document.id for document in documents),
        "built_at": datetime.now(UTC).isoformat(),
    }


def _same(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    watched = (
        "format",
        "words",
        "model",
        "dimension",
        "boosts",
        "attachments",
        "content",
    )
    return all(old.get(name) == new[name] for name in watched)


def _same_words(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return all(old.get(name) == new[name] for name in ("format", "words", "boosts"))


def _save(
    scratch: Path, snapshot: Snapshot, vectors: _Vectors | None, recipe: Recipe
) -> None:
    snapshot.keywords.save(scratch)
    if vectors:
        vectors.save(scratch)
    with (scratch / "heads.jsonl").open("wb") as stream:
        stream.writelines(
            orjson.dumps(
                [
                    *(head.id, head.key, head.language),
                    *(head.words_id, head.passage_id, head.metadata),
                ],
                option=orjson.OPT_APPEND_NEWLINE,
            )
            for head in snapshot.heads
        )
    attached = dict(recipe.attachments)
    if recipe.measure:
        attached |= recipe.measure(snapshot)
    text = json.dumps(attached, ensure_ascii=False)
    (scratch / "attachments.json").write_text(text, "utf-8")


def _vectors(
    documents: Sequence[Document],
    embedder: Embedder | None,
    previous: Snapshot | None,
    progress: Progress | None,
) -> _Vectors | None:
    if embedder is None:
        return None
    rows = [
        row
        for row, document in enumerate(documents)
        if document.passage and embedder.understands(document.language)
    ]
    if not rows:
        return None
    wanted = [documents[row] for row in rows]
    matrix, embedded = _embeddings(wanted, embedder, previous, progress)
    index = _index(stable_ids([one.id for one in wanted]), matrix, previous)
    places = np.array(rows, dtype=np.int64)
    return _Vectors(index, matrix.astype(np.float16), places, embedded)


def _embeddings(
    documents: Sequence[Document],
    embedder: Embedder,
    previous: Snapshot | None,
    progress: Progress | None,
) -> tuple[Matrix, int]:
    known: dict[str, Matrix] = {}
    if previous and previous.facts.get("model") == embedder.name:
        known = previous.embeddings_by_passage()
    missing: dict[str, str] = {}
    for document in documents:
        if document.passage_id not in known:
            missing[document.passage_id] = document.passage
    fresh = embedder.embed(list(missing.values()), progress)
    known.update(zip(missing, fresh, strict=True))
    rows = [known[document.passage_id] for document in documents]
    return np.array(rows, dtype=np.float32), len(missing)


def _index(
    ids: np.ndarray[Any, np.dtype[np.int64]],
    vectors: Matrix,
    previous: Snapshot | None,
) -> VectorIndex:
    """Patch the previous index when little changed, else build one."""
    index = previous.vectors if previous else None
    if previous is None or index is None or previous.dimension != vectors.shape[1]:
        return VectorIndex.build(ids, vectors)
    gone = np.setdiff1d(previous.vector_ids, ids)
    new = ~np.isin(ids, previous.vector_ids)
    if index.kind != kind_for(len(ids)) or (
        len(gone) + int(new.sum()) > PATCH_UP_TO * len(ids)
    ):
        return VectorIndex.build(ids, vectors)
    index.remove(gone)
    index.add(ids[new], vectors[new])
    return index
