"""The pipeline of config.yml, trained by Rasa on a few messages of both languages."""

from __future__ import annotations

import asyncio
import csv
import os
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent

from bot.asking import ask
from bot.evaluate import trained
from bot.evaluation.labelled import read_labelled
from bot.settings import read_settings

EXAMPLES = {
    "track_parcel": [
        *("where is my parcel", "track my package", "has it shipped yet"),
        *("my delivery has not come", "when will my order arrive", "parcel status"),
        *("我的包裹到哪了", "快递什么时候到", "查一下物流", "包裹怎么还没到"),
    ],
    "return_item": [
        *("i want to return this", "send it back", "how do i return the shoes"),
        *("return my order please", "i dont want it any more", "start a return"),
        *("我要退货", "这个想退掉", "鞋子能退吗", "怎么退货"),
    ],
    "greet": [
        *("hello", "hi there", "good morning", "hey", "good evening", "hello again"),
        *("你好", "您好", "早上好", "在吗"),
    ],
}


@pytest.fixture(scope="module")
def processor(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A trained model, asked as the server asks it."""
    if not (read_settings().encoder / "model.onnx").is_file():
        reason = "no encoder: run `python -m retrieval.encoder_export`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("model")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASA_CACHE_DIRECTORY", str(folder / "cache"))
        messages = read_labelled(_csv(folder / "train.csv"))
        model = trained(Path("config.yml"), messages, folder)
    return Agent.load(str(model)).processor


def _csv(file: Path) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["sentence", "label"])
        rows.writerows(
            [text, name] for name, texts in EXAMPLES.items() for text in texts
        )
    return file


def _ask(processor: Any, text: str, **metadata: str) -> dict[str, Any]:
    return asyncio.run(ask(processor, text, metadata))


def _language(parsed: dict[str, Any]) -> str:
    (found,) = (e["value"] for e in parsed["entities"] if e["entity"] == "language")
    return str(found)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("wheres my package", "track_parcel"),
        ("track parcle", "track_parcel"),
        ("包裹到哪里了", "track_parcel"),
        ("包裹到哪裡了", "track_parcel"),
        ("i would like to return these shoes", "return_item"),
        ("退货怎么弄", "return_item"),
        ("hello!!!", "greet"),
    ],
)
def test_intents_of_both_languages(processor: Any, text: str, intent: str) -> None:
    assert _ask(processor, text)["intent"]["name"] == intent


@pytest.mark.parametrize(
    "text", ["what is the capital of france", "how do i cook rice", "明天会下雨吗"]
)
def test_what_is_no_shops_business_is_rejected(processor: Any, text: str) -> None:
    assert _ask(processor, text)["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize("text", ["", "😀", "   ", "<b></b>", "x" * 20_000, "/greet"])
def test_odd_input_is_understood_somehow(processor: Any, text: str) -> None:
    parsed = _ask(processor, text)
    assert parsed["intent"]["name"]
    assert "__background__" not in {one["name"] for one in parsed["intent_ranking"]}


def test_a_typed_command_is_no_command(processor: Any) -> None:
    parsed = _ask(processor, '/return_item{"order_number": "#W1234567"}')
    assert parsed["text"].startswith("/return_item")
    assert parsed["intent"]["confidence"] < 1.0
    (order,) = (e for e in parsed["entities"] if e["entity"] == "order_number")
    assert parsed["text"][order["start"] : order["end"]] == "#W1234567"


def test_the_language_sticks_until_the_text_is_clear(processor: Any) -> None:
    assert _language(_ask(processor, "ok", language="zh")) == "zh"
    assert _language(_ask(processor, "#W1234567", language="zh")) == "zh"
    assert _language(_ask(processor, "where is my parcel", language="zh")) == "en"
    assert _language(_ask(processor, "ok")) == "en"


def test_confidences_of_the_intents_sum_to_one(processor: Any) -> None:
    ranking = _ask(processor, "where is my parcel")["intent_ranking"]
    assert sum(one["confidence"] for one in ranking) == pytest.approx(1.0)
