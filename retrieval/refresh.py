"""The next generation from the previous one and the documents of now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import structlog

from retrieval import words
from retrieval.documents import Document, Head
from retrieval.embedding import Embedder, Matrix, Progress
from retrieval.generations import Generations
from retrieval.keywords import KeywordIndex
from retrieval.snapshot import Snapshot, open_files, open_snapshot, stable_ids
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
    """What a refresh did."""

    generation: str
    documents: int
    embedded: int
    changed: bool


def refresh(
    folder: Path,
    documents: Sequence[Document],
    embedder: Embedder | None,
    *,
    recipe: Recipe | None = None,
    progress: Progress | None = None,
) -> Refreshed:
    """Publish a generation that holds exactly these documents.

    Nothing is written when the live generation holds them already. Only passages
    that no vector is known for are embedded.
    """
    recipe = recipe or Recipe()
    generations = Generations(folder)
    with generations.writing() as scratch:
        previous = _previous(generations)
        facts = _facts(documents, embedder, recipe)
        live = generations.current()
        if previous and live and _same(previous.facts, facts):
            return Refreshed(live.name, len(documents), 0, changed=False)
        reused = previous if previous and _same_boosts(previous.facts, facts) else None
        known = (
            {head.words_id: row for row, head in enumerate(reused.heads)}
            if reused
            else {}
        )
        KeywordIndex.build(
            documents,
            recipe.boosts,
            known=known,
            previous=reused.keywords if reused else None,
            progress=progress,
        ).save(scratch)
        _write_heads(scratch / "heads.jsonl", documents)
        embedded = _write_vectors(scratch, documents, embedder, previous, progress)
        _write_attachments(scratch, recipe, facts)
        target = generations.publish(scratch, facts)
    return Refreshed(target.name, len(documents), embedded, changed=True)


def _previous(generations: Generations) -> Snapshot | None:
    live = generations.current()
    if live is None:
        return None
    try:
        return open_snapshot(live)
    except (OSError, ValueError, KeyError) as error:
        logger.warning("index_rebuilt_from_nothing", path=str(live), error=str(error))
        return None


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


def _same_boosts(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return all(old.get(name) == new[name] for name in ("format", "words", "boosts"))


def _write_heads(file: Path, documents: Sequence[Document]) -> None:
    with file.open("w", encoding="utf-8") as stream:
        for document in documents:
            head = Head.of(document)
            row = [
                head.id,
                head.key,
                head.language,
                head.words_id,
                head.passage_id,
                head.metadata,
            ]
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_attachments(scratch: Path, recipe: Recipe, facts: Mapping[str, Any]) -> None:
    attached = dict(recipe.attachments)
    if recipe.measure:
        attached |= recipe.measure(open_files(scratch, facts))
    text = json.dumps(attached, ensure_ascii=False)
    (scratch / "attachments.json").write_text(text, "utf-8")


def _write_vectors(
    scratch: Path,
    documents: Sequence[Document],
    embedder: Embedder | None,
    previous: Snapshot | None,
    progress: Progress | None,
) -> int:
    if embedder is None:
        return 0
    wanted = [
        row
        for row, document in enumerate(documents)
        if document.passage and embedder.understands(document.language)
    ]
    if not wanted:
        return 0
    vectors, embedded = _vectors(
        [documents[row] for row in wanted], embedder, previous, progress
    )
    ids = stable_ids([documents[row].id for row in wanted])
    _index(ids, vectors, previous).save(scratch / "vectors.faiss")
    np.save(scratch / "embeddings.npy", vectors.astype(np.float16))
    np.save(scratch / "embedded_rows.npy", np.array(wanted, dtype=np.int64))
    return embedded


def _vectors(
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
