"""Learning, judging, doubting and keeping intents, on hand-made vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.intents.background import BACKGROUND, background
from bot.intents.counts import Counts
from bot.intents.kernel import Kernel, Texts
from bot.intents.least_squares import fit
from bot.intents.model import IntentModel, Options
from bot.intents.rejection import Verdict

TOPICS = ("cancel", "track", BACKGROUND)


def _texts(directions: list[int], noise: float = 0.3, seed: int = 7) -> Texts:
    """Messages scattered about a few directions of meaning, without strings."""
    dice = np.random.default_rng(seed)
    meaning = np.eye(8)[directions] + noise * dice.standard_normal((len(directions), 8))
    meaning /= np.linalg.norm(meaning, axis=1, keepdims=True)
    return Texts(meaning.astype(np.float32), csr_matrix((len(directions), 4)))


@pytest.fixture(scope="module")
def model() -> IntentModel:
    directions = [number % 3 for number in range(90)]
    return IntentModel.learn(
        _texts(directions),
        [TOPICS[direction] for direction in directions],
        typed=np.array([direction != 2 for direction in directions]),
        options=Options(rejected_share=0.1),
    )


@pytest.mark.parametrize(("direction", "intent"), [(0, "cancel"), (1, "track")])
def test_a_message_like_the_examples(
    model: IntentModel, direction: int, intent: str
) -> None:
    judged = model.judge(_texts([direction], noise=0.05))
    assert judged.ranking[0][0] == intent
    assert judged.verdict is Verdict.KNOWN


def test_a_message_like_the_background(model: IntentModel) -> None:
    judged = model.judge(_texts([2], noise=0.05))
    assert judged.verdict is Verdict.OUTSIDE
    assert BACKGROUND not in dict(judged.ranking)


def test_a_message_like_nothing(model: IntentModel) -> None:
    assert model.judge(_texts([6], noise=0.0)).verdict is not Verdict.KNOWN


def test_a_kept_model_judges_the_same(model: IntentModel, tmp_path: Path) -> None:
    model.write(tmp_path)
    text = _texts([1])
    assert IntentModel.read(tmp_path).judge(text) == model.judge(text)


def test_left_out_scores_are_those_of_a_model_that_never_saw_the_message() -> None:
    texts = _texts([0, 1] * 6)
    targets = np.array([0, 1] * 6)
    kernel = Kernel()
    whole = fit(kernel.between(texts, texts), targets, ridge=1.0)
    rest = [i for i in range(12) if i != 5]
    without = fit(
        kernel.between(texts.rows(rest), texts.rows(rest)), targets[rest], ridge=1.0
    )
    # The offset is the mean of all, with or without the one: equal but for that.
    row = kernel.between(texts.rows([5]), texts.rows(rest))
    scores = row @ without.weights + without.offset
    np.testing.assert_allclose(whole.left_out[5], scores[0], atol=0.05)


def test_rare_strings_weigh_more() -> None:
    counts = Counts.learn([["the", "kettle"], ["the", "lamp"], ["the"]])
    row = counts.vector(["the", "kettle", "never seen"]).toarray()[0]
    assert row[counts.columns["kettle"]] > row[counts.columns["the"]]
    assert np.linalg.norm(row) == pytest.approx(1.0)


def test_the_background_is_large_in_both_languages_and_has_no_gaps() -> None:
    sentences = background()
    assert len(sentences) == len(set(sentences)) > 1000
    assert not [sentence for sentence in sentences if "_" in sentence]
