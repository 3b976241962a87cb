"""The direct runner gives what Rasa's own gives, and complains where it complains."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import (
    ExecutionContext,
    GraphComponent,
    GraphSchema,
    SchemaNode,
)
from rasa.engine.runner.dask import DaskGraphRunner

from bot import graph_runner
from bot.graph_runner import DirectGraphRunner


class Joined(GraphComponent):
    """Writes down what it got, in the words of its configuration."""

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Joined:
        made = cls()
        made.word = config["word"]
        return made

    def run(self, **parts: str) -> str:
        if "boom" in parts.values():
            raise ValueError("boom")
        return f"{self.word}({','.join(f'{k}={v}' for k, v in parts.items())})"


def _node(word: str, needs: dict[str, str], *, target: bool = False) -> SchemaNode:
    config = {"word": word}
    return SchemaNode(
        needs, Joined, "create", "run", config, eager=True, is_target=target
    )


# Written down in another order than they can run in; "other" serves nobody.
SCHEMA = GraphSchema(
    {
        "end": _node("end", {"left": "a", "right": "b", "said": "text"}, target=True),
        "b": _node("b", {"from": "a"}),
        "a": _node("a", {"said": "text"}),
        "other": _node("other", {"said": "nothing"}),
    }
)


def _runner(kind: type[DaskGraphRunner]) -> DaskGraphRunner:
    return kind.create(SCHEMA, None, ExecutionContext(SCHEMA))


@pytest.mark.parametrize("targets", [None, ["end"], ["b"], ["b", "a"], ["end", "a"]])
def test_outputs_are_those_of_rasas_runner(targets: list[str] | None) -> None:
    direct, original = _runner(DirectGraphRunner), _runner(DaskGraphRunner)
    for said in ("hello", "again"):
        found = direct.run({"text": said}, targets)
        assert found == original.run({"text": said}, targets)
        assert said in next(iter(found.values()))


@pytest.mark.parametrize(
    ("inputs", "target", "error"),
    [
        ({}, "a", GraphRunError),
        ({"text": "a"}, "a", GraphRunError),
        ({"text": "boom"}, "a", GraphComponentException),
    ],
)
@pytest.mark.parametrize("kind", [DirectGraphRunner, DaskGraphRunner])
def test_both_fail_alike(
    kind: type[DaskGraphRunner],
    inputs: dict[str, str],
    target: str,
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        _runner(kind).run(inputs, [target])


def test_models_are_loaded_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    graph_runner.install()
    chosen: list[type] = []

    def load(*arguments: Any) -> tuple[None, None]:
        chosen.append(arguments[-1])
        return None, None

    monkeypatch.setattr("rasa.engine.loader.load_predict_graph_runner", load)
    MessageProcessor._load_model(__file__)
    assert chosen == [DirectGraphRunner]
