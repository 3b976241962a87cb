"""``python -m bot.evaluate --train A.csv --test B.csv``: figures as one JSON object.

Trains the pipeline of ``config.yml`` by Rasa's own graph trainer in a scratch folder
and asks the trained model as the server does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.evaluation.figures import FALLBACK, Outcome, figures
from bot.evaluation.labelled import BadRow, Labelled, read_labelled

if TYPE_CHECKING:
    from rasa.core.processor import MessageProcessor

OUTSIDE = "out_of_scope"  # as config.yml names it to the classifier
SHOWN_EVERY = 100


def main() -> None:
    """Evaluate as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--out-of-scope-label")
    parser.add_argument("--config", type=Path, default=Path("config.yml"))
    arguments = parser.parse_args()
    with contextlib.redirect_stdout(sys.stderr):  # Rasa prints there as it pleases
        try:
            report = _evaluate(arguments)
        except BadRow as error:
            sys.exit(str(error))
    print(json.dumps(report, ensure_ascii=False))


def _evaluate(arguments: argparse.Namespace) -> dict[str, Any]:
    outside = arguments.out_of_scope_label
    examples = _with_our_name(read_labelled(arguments.train), outside)
    cases = _with_our_name(read_labelled(arguments.test), outside)
    _warn_of_strangers(examples, cases)
    with tempfile.TemporaryDirectory(prefix="shopkeeper-intents-") as scratch:
        os.environ["RASA_CACHE_DIRECTORY"] = f"{scratch}/cache"
        _say(f"Training on {len(examples)} messages")
        started = time.perf_counter()
        model = trained(arguments.config, examples, Path(scratch))
        train_seconds = time.perf_counter() - started
        _say(f"Trained in {train_seconds:.1f} s; asking {len(cases)} messages")
        outcomes, milliseconds = _ask(model, cases)
    return {
        "train": str(arguments.train),
        "test": str(arguments.test),
        **figures(outcomes, OUTSIDE),
        "train_seconds": round(train_seconds, 2),
        "ms_per_message": round(milliseconds, 2),
    }


def trained(config: Path, examples: Sequence[Labelled], scratch: Path) -> Path:
    """Train the pipeline of a configuration; the model's file in ``scratch``."""
    from rasa.model_training import TrainingType, _train_graph  # noqa: PLC0415

    from bot.evaluation.importer import LabelledMessages  # noqa: PLC0415
    from bot.server_log import configure_logging  # noqa: PLC0415

    configure_logging(logging.WARNING)

    result = _train_graph(
        LabelledMessages(config, examples),
        training_type=TrainingType.NLU,
        output_path=str(scratch),
        fixed_model_name="evaluated",
        force_full_training=True,
    )
    return Path(result.model)


def _ask(model: Path, cases: Sequence[Labelled]) -> tuple[list[Outcome], float]:
    from rasa.core.agent import Agent  # noqa: PLC0415  seconds, as is all of Rasa

    processor = Agent.load(str(model)).processor
    assert processor is not None  # noqa: S101  it was trained a moment ago
    return asyncio.run(_outcomes(processor, cases))


async def _outcomes(
    processor: MessageProcessor, cases: Sequence[Labelled]
) -> tuple[list[Outcome], float]:
    from bot.asking import ask  # noqa: PLC0415  as above

    await ask(processor, "the first message loads what is loaded late 你好")
    outcomes, started = [], time.perf_counter()
    for number, case in enumerate(cases, start=1):
        parsed = await ask(processor, case.text)
        found = [one for one in parsed["intent_ranking"] if one["name"] != FALLBACK]
        likeliest = max(found, key=lambda one: one["confidence"])["name"]
        outcomes.append(Outcome(case.label, likeliest, parsed["intent"]["name"]))
        if number % SHOWN_EVERY == 0:
            _say(f"{number} of {len(cases)}")
    return outcomes, (time.perf_counter() - started) * 1000 / len(cases)


def _with_our_name(messages: list[Labelled], outside: str | None) -> list[Labelled]:
    return [
        replace(one, label=OUTSIDE) if one.label == outside else one for one in messages
    ]


def _warn_of_strangers(examples: list[Labelled], cases: list[Labelled]) -> None:
    known = {example.label for example in examples} | {OUTSIDE}
    strange = sorted({case.label for case in cases} - known)
    if strange:
        _say(
            f"Never seen in training, so always wrong: {', '.join(strange)}. "
            "Name the label of messages outside by --out-of-scope-label."
        )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
