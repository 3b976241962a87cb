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
from bot.intents.background import BACKGROUND
from bot.intents.kernel import Kernel, Matrix, Texts
from bot.intents.rejection import Rejection, Verdict

# The confidence is calibrated: of messages ranked lower than this, four in five are
# meant otherwise, so acting on one would mostly be a blunder.
LEAST_BELIEVED = 0.2


@dataclass(frozen=True)
class Options:
    """Choices of config.yml.

    ``ridge`` None smooths by the number of messages. ``rejected_share`` of the known
    messages may be lost to rejection. ``outside`` names intents that stand, like the
    background, for what is none of the shop's business.
    """

    ridge: float | None = None
    rejected_share: float = 0.06
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgment:
    """Intents from the likeliest down, whether to believe the first, and how likely
    it is that the message is none of the shop's business."""

    ranking: list[tuple[str, float]]
    verdict: Verdict
    outside: float


@dataclass(frozen=True)
class IntentModel:
    """Everything that judging a message needs."""

    names: list[str]
    texts: Texts
    weights: Matrix
    offset: Matrix
    sharpness: float
    rejection: Rejection
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
        ridge = options.ridge or least_squares.usual_ridge(len(texts))
        fit = least_squares.fit(kernel.between(texts, texts), targets, ridge)
        left_out, truth = fit.left_out[typed], targets[typed]
        sharpness = least_squares.calibrated_sharpness(left_out, truth)
        beyond = [i for i, name in enumerate(names) if _is_outside(name, options)]
        inside = left_out[~np.isin(truth, beyond)]
        rejection = Rejection.learn(
            least_squares.probabilities(inside, sharpness),
            beyond,
            options.rejected_share,
        )
        return cls(names, texts, fit.weights, fit.offset, sharpness, rejection, kernel)

    def judge(self, text: Texts) -> Judgment:
        """Rank the intents for one message; the background is not among them."""
        scores = self.kernel.between(text, self.texts) @ self.weights + self.offset
        found = least_squares.probabilities(scores, self.sharpness)[0]
        order = [i for i in np.argsort(-found) if self.names[i] != BACKGROUND]
        share = float(sum(found[i] for i in order)) or 1.0
        ranking = [(self.names[i], float(found[i]) / share) for i in order]
        outside = float(found[self.rejection.beyond].sum())
        verdict = self.rejection.verdict(found)
        if verdict is Verdict.KNOWN and ranking[0][1] < LEAST_BELIEVED:
            verdict = Verdict.UNSURE
        return Judgment(ranking, verdict, outside)

    def write(self, folder: Path) -> None:
        """Keep the model in a folder, without pickle."""
        save_npz(folder / "strings.npz", csr_matrix(self.texts.strings))
        np.savez(
            folder / "numbers.npz",
            meaning=self.texts.meaning,
            weights=self.weights,
            offset=self.offset,
        )
        kept = {
            "names": self.names,
            "sharpness": self.sharpness,
            "rejection": self.rejection.as_dict(),
        }
        (folder / "model.json").write_text(json.dumps(kept), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> IntentModel:
        """The model that was kept in a folder."""
        kept = json.loads((folder / "model.json").read_text("utf-8"))
        strings = load_npz(folder / "strings.npz").tocsr()
        with np.load(folder / "numbers.npz") as numbers:
            return cls(
                names=kept["names"],
                texts=Texts(numbers["meaning"], strings),
                weights=numbers["weights"],
                offset=numbers["offset"],
                sharpness=kept["sharpness"],
                rejection=Rejection(**kept["rejection"]),
            )


def _is_outside(name: str, options: Options) -> bool:
    return name == BACKGROUND or name in options.outside
