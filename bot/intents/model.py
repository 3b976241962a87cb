"""A trained classifier: learnt from examples, kept in a folder, asked one by one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, load_npz, save_npz

from bot.intents import least_squares
from bot.intents.kernel import Kernel, Matrix, Texts


@dataclass(frozen=True)
class Options:
    """``rejected_share`` of the known messages may be lost to the threshold."""

    ridge: float = 1.0
    rejected_share: float = 0.06


@dataclass(frozen=True)
class Judgment:
    """Intents from the likeliest down, and whether the first is to be believed."""

    ranking: list[tuple[str, float]]
    certainty: float
    known: bool


@dataclass(frozen=True)
class IntentModel:
    """Everything that judging a message needs."""

    names: list[str]
    texts: Texts
    weights: Matrix
    offset: Matrix
    sharpness: float
    threshold: float
    kernel: Kernel = field(default_factory=Kernel)

    @classmethod
    def learn(
        cls,
        texts: Texts,
        labels: Sequence[str],
        *,
        typed: NDArray[np.bool_],
        options: Options,
    ) -> IntentModel:
        """Fit to labelled messages; only those that somebody ``typed`` calibrate."""
        names = sorted(set(labels))
        targets = np.array([names.index(label) for label in labels])
        kernel = Kernel()
        fit = least_squares.fit(kernel.between(texts, texts), targets, options.ridge)
        left_out = fit.left_out[typed]
        sharpness = least_squares.calibrated_sharpness(left_out, targets[typed])
        certainty = least_squares.probabilities(left_out, sharpness).max(axis=1)
        threshold = float(np.quantile(certainty, options.rejected_share))
        return cls(names, texts, fit.weights, fit.offset, sharpness, threshold, kernel)

    def judge(self, text: Texts) -> Judgment:
        """Rank the intents for one message."""
        scores = self.kernel.between(text, self.texts) @ self.weights + self.offset
        found = least_squares.probabilities(scores, self.sharpness)[0]
        order = np.argsort(-found)
        ranking = [(self.names[i], float(found[i])) for i in order]
        certainty = ranking[0][1]
        return Judgment(ranking, certainty, certainty >= self.threshold)

    def write(self, folder: Path) -> None:
        """Keep the model in a folder, without pickle."""
        save_npz(folder / "strings.npz", csr_matrix(self.texts.strings))
        np.savez(
            folder / "numbers.npz",
            meaning=self.texts.meaning,
            weights=self.weights,
            offset=self.offset,
            settings=np.array([self.sharpness, self.threshold]),
        )
        (folder / "names.json").write_text(json.dumps(self.names), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> IntentModel:
        """The model that was kept in a folder."""
        names = json.loads((folder / "names.json").read_text("utf-8"))
        strings = load_npz(folder / "strings.npz").tocsr()
        with np.load(folder / "numbers.npz") as kept:
            sharpness, threshold = map(float, kept["settings"])
            texts = Texts(kept["meaning"], strings)
            return cls(
                names, texts, kept["weights"], kept["offset"], sharpness, threshold
            )
