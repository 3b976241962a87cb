from __future__ import annotations

import numpy as np

from knowledge.faq.calibration import FEWEST, Example, Kind, fit
from knowledge.faq.certainty import Zone


def _examples(number: int = 200) -> list[Example]:
    random = np.random.default_rng(3)
    good = [
        Example((float(random.normal(0.7, 0.1)), 0.2, 0.8), True, Kind.ASKED)
        for _ in range(number)
    ]
    bad = [
        Example((float(random.normal(0.3, 0.1)), 0.02, 0.2), False, Kind.OFF_TOPIC)
        for _ in range(number)
    ]
    return good + bad


def test_the_chance_grows_with_the_score() -> None:
    model = fit(_examples())

    assert model is not None
    low, high = model.chance((0.3, 0.02, 0.2)), model.chance((0.8, 0.3, 0.9))
    assert low < 0.1
    assert high > 0.9


def test_zones_follow_the_chosen_rates() -> None:
    examples = _examples()
    model = fit(examples, error_rate=0.05, lost_rate=0.05)
    assert model is not None

    zones = [model.zone(model.chance(one.features)) for one in examples]
    answered = [
        one.right
        for one, zone in zip(examples, zones, strict=True)
        if zone is Zone.ANSWER
    ]
    declined = [
        zone is Zone.UNKNOWN
        for one, zone in zip(examples, zones, strict=True)
        if one.right
    ]

    assert np.mean(answered) > 0.9
    assert np.mean(declined) <= 0.06


def test_too_few_examples_teach_nothing() -> None:
    assert fit(_examples(FEWEST // 2 - 1)) is None
