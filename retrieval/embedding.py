"""Texts to vectors of length 1, by the ONNX encoder that the project exports."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import structlog
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Progress = Callable[[str, int, int], None]

ENCODER_FILES = ("model.onnx", "tokenizer.json", "manifest.json")
CACHED_QUERIES = 4096
BATCH = 64
# Encoders whose manifest does not say: these parts of a name mean "any language".
MULTILINGUAL = ("multilingual", "bge-m3", "e5-multi", "labse", "gte-multi")

logger = structlog.get_logger(__name__)


class Embedder(Protocol):
    """Turns texts into vectors of length 1."""

    @property
    def name(self) -> str:
        """Which model; another name makes another index."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def understands(self, language: str) -> bool:
        """Whether vectors of this language mean anything."""
        ...

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """One row a text, float32."""
        ...

    def embed_query(self, text: str) -> Matrix:
        """The vector of a short text, quickly."""
        ...


class OnnxEmbedder:
    """Reads ``encoder/``; one thread a query, since two would only get in each
    other's way when several customers ask at once."""

    def __init__(self, folder: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        self._folder = folder
        self._name = str(manifest["name"])
        self._dimension = int(manifest["dimension"])
        self._languages = _languages(manifest)
        self._sessions: dict[int, Any] = {}
        self._tokenizer: Any = None
        self._lock = threading.Lock()
        self._cache: OrderedDict[str, Matrix] = OrderedDict()

    @property
    def name(self) -> str:
        """Which model; another name makes another index."""
        return self._name

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._dimension

    def understands(self, language: str) -> bool:
        """Whether vectors of this language mean anything."""
        return self._languages is None or language in self._languages

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """One row a text; similar lengths share a batch, which halves the padding."""
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            found[rows] = self._run([texts[row] for row in rows], threads=2)
            if progress:
                progress("embedding", min(start + BATCH, len(order)), len(order))
        return found

    def embed_query(self, text: str) -> Matrix:
        """The vector of a short text; the last few thousand are remembered."""
        with self._lock:
            if text in self._cache:
                self._cache.move_to_end(text)
                return self._cache[text]
        vector: Matrix = self._run([text], threads=1)[0]
        with self._lock:
            self._cache[text] = vector
            if len(self._cache) > CACHED_QUERIES:
                self._cache.popitem(last=False)
        return vector

    def _run(self, texts: list[str], *, threads: int) -> Matrix:
        session = self._session(threads)
        encodings = self._tokenizer.encode_batch(texts)
        columns = {
            "input_ids": [encoding.ids for encoding in encodings],
            "attention_mask": [encoding.attention_mask for encoding in encodings],
            "token_type_ids": [encoding.type_ids for encoding in encodings],
        }
        feed = {
            one.name: np.asarray(columns[one.name], dtype=np.int64)
            for one in session.get_inputs()
        }
        output = np.asarray(session.run(None, feed)[0], dtype=np.float32)
        if output.ndim == 3:  # an encoder exported without its pooling layer
            output = _mean(output, feed["attention_mask"])
        lengths = np.linalg.norm(output, axis=1, keepdims=True)
        unit: Matrix = output / np.maximum(lengths, 1e-9)
        return unit

    def _session(self, threads: int) -> Any:
        with self._lock:
            if threads not in self._sessions:
                self._sessions[threads] = self._open(threads)
            return self._sessions[threads]

    def _open(self, threads: int) -> Any:
        import onnxruntime  # noqa: PLC0415  # slow to load
        from tokenizers import Tokenizer  # noqa: PLC0415  # slow to load

        if self._tokenizer is None:
            self._tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self._folder / "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
        )


def load_embedder(folder: Path) -> OnnxEmbedder | None:
    """The exported encoder; None, with a warning, when there is none to read."""
    missing = [name for name in ENCODER_FILES if not (folder / name).is_file()]
    if missing:
        logger.warning("encoder_missing", folder=str(folder), missing=missing)
        return None
    try:
        return OnnxEmbedder(folder)
    except (OSError, ValueError, KeyError) as error:
        logger.warning("encoder_unreadable", folder=str(folder), error=str(error))
        return None


def _languages(manifest: dict[str, Any]) -> frozenset[str] | None:
    if manifest.get("languages"):
        return frozenset(manifest["languages"])
    name = str(manifest["name"]).lower()
    return None if any(part in name for part in MULTILINGUAL) else frozenset({"en"})


def _mean(tokens: Matrix, mask: NDArray[np.int64]) -> Matrix:
    weights = mask[:, :, None].astype(np.float32)
    total: Matrix = (tokens * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
    return total
