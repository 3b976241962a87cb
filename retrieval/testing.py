"""Deterministic stand-ins, so that a pipeline can be tested without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from retrieval.embedding import Matrix, Progress
from retrieval.words import tokens


class HashEmbedder:
    """Sums a fixed random vector for each word: texts that share words are near."""

    def __init__(self, dimension: int = 32, name: str = "hash") -> None:
        self._dimension = dimension
        self._name = name
        self.embedded: list[str] = []

    @property
    def name(self) -> str:
        """Which model; another name makes another index."""
        return self._name

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._dimension

    def understands(self, language: str) -> bool:
        """English only, as the encoder that the project ships."""
        return language == "en"

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """One row a text; ``embedded`` remembers what was asked for."""
        self.embedded.extend(texts)
        if progress:
            progress("embedding", len(texts), len(texts))
        rows = [self.embed_query(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.dimension)

    def embed_query(self, text: str) -> Matrix:
        """The sum of the words' vectors, of length 1."""
        total = np.zeros(self.dimension, dtype=np.float32)
        for word in tokens(text):
            seed = hashlib.blake2b(word.encode(), digest_size=8).digest()
            random = np.random.default_rng(int.from_bytes(seed, "big"))
            total += random.standard_normal(self.dimension).astype(np.float32)
        length = float(np.linalg.norm(total))
        return total / length if length else total
