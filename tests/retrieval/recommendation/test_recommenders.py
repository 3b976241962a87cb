from __future__ import annotations

import numpy as np
import pytest

from retrieval.recommendation.blend import Blend, recommenders_for
from retrieval.recommendation.histories import Histories
from retrieval.recommendation.recommenders import (
    Ease,
    Neighbours,
    Popularity,
    Recommender,
    Successors,
    top,
)
from retrieval.recommendation.variety import varied

COFFEE = [["beans", "filter", "mug"], ["beans", "filter"], ["filter", "beans"]]
TENNIS = [["racket", "balls"], ["racket", "balls", "cap"], ["balls", "racket"]]
HISTORIES = Histories(COFFEE + TENNIS)


def _best(recommender: Recommender, had: list[str]) -> str:
    recommender.learn(HISTORIES)
    hidden = [HISTORIES.number_of[one] for one in had]
    return HISTORIES.items[top(recommender.scores(had), 1, hidden)[0]]


@pytest.mark.parametrize("recommender", [Neighbours(shrink=0.0), Ease()])
def test_what_others_had_with_it_comes_first(recommender: Recommender) -> None:
    assert _best(recommender, ["beans"]) == "filter"
    assert _best(recommender, ["balls"]) == "racket"


def test_successors_know_the_order() -> None:
    recommender = Successors()
    recommender.learn(Histories([["case", "phone"], ["phone", "film"]] * 5))

    after_phone = recommender.scores(["phone"])

    items = ("case", "film", "phone")
    assert items[int(after_phone.argmax())] == "film"


def test_popularity_counts_a_user_once() -> None:
    recommender = Popularity()
    recommender.learn(Histories([["a", "a", "a"], ["b"], ["b"]]))

    assert recommender.scores([]).tolist() == [0.5, 1.0]


def test_recent_things_weigh_more() -> None:
    recommender = Neighbours(shrink=0.0, half_life=1.0)

    assert _best(recommender, ["balls", "beans"]) == "filter"
    assert _best(recommender, ["beans", "balls"]) == "racket"


def test_unknown_items_are_no_reason_to_fail() -> None:
    for recommender in recommenders_for(HISTORIES):
        recommender.learn(HISTORIES)
        assert len(recommender.scores(["never seen"])) == len(HISTORIES.items)


def test_the_blend_trusts_the_part_that_guesses_right() -> None:
    # Everybody goes on in a ring, so only order tells; popularity is level.
    ring = [str(number) for number in range(12)]
    users = [[ring[(start + step) % 12] for step in range(5)] for start in range(12)]
    blend = Blend([Popularity(), Successors()])

    blend.learn(Histories(users * 6))

    assert blend.weights[1] > 0.5


def test_variety_prefers_the_unlike() -> None:

    lamp, also_lamp, chair = (
        np.array(v, dtype=np.float32) for v in ([1, 0], [1, 0.01], [0, 1])
    )

    assert varied([1.0, 0.99, 0.8], [lamp, also_lamp, chair], 2) == [0, 2]
