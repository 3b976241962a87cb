"""Both bots are asked the same things, in turn, and what they do not answer is told."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path

import pytest
import yaml
from rich.console import Console

from integrations.command_line.evaluate_speed import _show
from integrations.command_line.running.errors import NotHealthy
from integrations.command_line.speed import figures
from integrations.command_line.speed.load import Bot, Round, ours, play_round, stock
from integrations.command_line.speed.servers import Server
from integrations.command_line.speed.stock import (
    CONFIG,
    StockRasa,
    answers_of,
    with_epochs,
)
from integrations.command_line.speed.visits import Visit, scripts, visits
from knowledge.conversations.timeline import find
from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from tests.builders import a_customer
from tests.data.examples import all_examples


class FakeBot(BaseHTTPRequestHandler):
    """Answers as Rasa's rest channel does, and falls silent on request."""

    delay = 0.005

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.delay)
        shown = b', "custom": {"kind": "order"}' if b"order" in body else b""
        answer = b"[]" if b"silence" in body else b'[{"text": "yes"%s}]' % shown
        self.send_response(500 if b"broken" in body else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def fake_bot() -> Iterator[Bot]:
    with serving() as port:
        yield stock(port)


@contextmanager
def serving() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeBot)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def coming(*messages: str, count: int = 1) -> Iterator[Visit]:
    for number in range(count):
        yield Visit(f"conversation-{number}", "en", messages)


async def test_a_round_ends_with_its_last_visit(fake_bot: Bot) -> None:
    found = await play_round(
        fake_bot, coming("hi", "thanks", count=6), customers=3, seconds=30
    )
    assert len(found.milliseconds) == 12
    assert found.unanswered == 0
    assert min(found.milliseconds) >= 5
    # Three at a time take about a third of what they take together.
    assert found.seconds * 1000 < sum(found.milliseconds) / 2


async def test_a_round_ends_when_its_time_is_over(fake_bot: Bot) -> None:
    found = await play_round(
        fake_bot, coming("hi", count=10_000), customers=2, seconds=0.2
    )
    assert 0.2 <= found.seconds < 1
    assert 0 < len(found.milliseconds) < 100


async def test_silence_and_errors_are_no_answers(fake_bot: Bot) -> None:
    found = await play_round(
        fake_bot, coming("my order", "silence", "broken"), customers=1, seconds=30
    )
    assert (len(found.milliseconds), found.unanswered, found.from_data) == (3, 2, 1)
    assert found.per_second == pytest.approx(1 / found.seconds)


def test_each_channel_has_its_messages_elsewhere() -> None:
    said = [{"text": "yes"}]
    assert ours(1).replies({"messages": said, "understood": {}}) == said
    assert stock(1).replies(said) == said


def test_the_ratio_is_of_all_rounds_together() -> None:
    fast = [Round(1.0, [10.0] * 30), Round(3.0, [10.0] * 90)]
    slow = [Round(4.0, [100.0] * 21, unanswered=1)]
    assert figures.ratio(fast, slow) == 6.0
    assert figures.ratio(fast, []) is None
    assert figures.of_rounds(slow) == {
        "messages": 21,
        "unanswered": 1,
        "from_data": 0.0,
        "per_second": 5.0,
        "per_second_each_round": [5.0],
        "p50_ms": 100.0,
        "p95_ms": 100.0,
        "p99_ms": 100.0,
    }


def test_each_intent_is_answered_by_its_rule_or_by_the_open_task() -> None:
    rules = [
        {
            "rule": "search",
            "steps": [{"intent": "search"}, {"action": "action_search"}],
        },
        {
            "rule": "not understood",
            "steps": [{"intent": "nlu_fallback"}, {"action": "utter_what"}],
        },
    ]
    assert dict(answers_of(rules, ["cancel", "search"])) == {
        "cancel": ["action_start_task"],
        "search": ["action_search"],
        "nlu_fallback": ["utter_what"],
    }


def test_only_the_epochs_of_the_stock_configuration_change() -> None:
    default = yaml.safe_load(CONFIG.read_text("utf-8"))
    assert with_epochs(default, 100) == default
    changed = with_epochs(default, 3)
    numbers = [part.get("epochs") for part in changed["pipeline"] + changed["policies"]]
    assert sorted(filter(None, numbers)) == [3, 3, 3, 3]
    assert [part["name"] for part in changed["policies"]] == [
        "MemoizationPolicy",
        "RulePolicy",
        "UnexpecTEDIntentPolicy",
        "TEDPolicy",
    ]


def test_a_stock_project_answers_every_intent(tmp_path: Path) -> None:
    project = StockRasa(tmp_path / "stock", epochs=3)
    project.write()
    stories = yaml.safe_load((project.folder / "data/stories.yml").read_text("utf-8"))
    answered = {story["steps"][-2]["intent"] for story in stories["stories"]}
    assert {intent for intent, _ in all_examples()} <= answered
    assert project.model.name != StockRasa(project.folder, epochs=4).model.name


def test_messages_are_word_for_word_in_the_training_data() -> None:
    known = {text for _, text in all_examples()}
    asked = {message for script in scripts() for message in script.messages}
    assert asked - known == set()
    assert {script.language for script in scripts()} == {"en", "zh"}


def test_visits_hardly_ever_use_the_same_words() -> None:
    for script in scripts():
        said = {text for number in range(256) for text in script.said(number)}
        assert len(said) > 255 * len(script.messages)
        assert script.said(0) == script.messages


def test_processor_time_is_told_for_each_message() -> None:
    one = Round(1.0, [10.0] * 4, cpu_seconds={"bot": 0.1, "actions": 0.02})
    found = figures.of_rounds([one, one])
    assert (found["cpu_ms_bot"], found["cpu_ms_actions"]) == (25.0, 5.0)


def test_visits_are_of_identified_customers(tmp_path: Path) -> None:
    engine = make_engine(DatabaseSettings(var=tmp_path))
    tables.metadata.create_all(engine)
    database = Database(engine)
    known = scripts()
    with database.writing() as session:
        for script in known:
            session.add(a_customer(id=script.customer, payment_methods=[]))
    opened = list(islice(visits(database, known), 300))
    with database.reading() as session:
        found = [find(session, visit.conversation_id) for visit in opened]
        assert [one.customer_id for one in found[:2]] == ["emma_clarke", "lin_mei"]
        assert [one.language for one in opened[:2]] == ["en", "zh"]
        assert {one.identity_level for one in found} == {"verified"}
    engine.dispose()


def test_a_server_that_falls_is_told_with_its_last_words(tmp_path: Path) -> None:
    server = Server(
        "stock",
        "sh -c 'echo out of memory; exit 3'",
        environment={"PATH": "/usr/bin:/bin"},
        logs=tmp_path,
        is_up=lambda: False,
    )
    with pytest.raises(NotHealthy) as refused, server:
        pass
    assert "out of memory" in refused.value.details
    assert "stock" in refused.value.sentence


def test_a_server_has_a_size_and_ends_with_its_block(tmp_path: Path) -> None:
    server = Server(
        "bot",
        "sleep 60",
        environment={"PATH": "/usr/bin:/bin"},
        logs=tmp_path,
        is_up=lambda: server.is_running,
    )
    with server:
        assert server.started_in > 0
        assert server.megabytes >= 0
        assert server.cpu_seconds is None or server.cpu_seconds >= 0
        assert server.is_running
    assert not server.is_running


def test_people_read_a_table_with_what_was_changed_of_stock() -> None:
    side = figures.of_rounds([Round(1.0, [10.0])]) | {
        "start_seconds": 1.0,
        "memory_mb": 500,
    }
    report = {
        "ours": side,
        "stock": side,
        "stock_epochs": 10,
        "order_status_turn": figures.waiting([20.0]),
    }
    said = io.StringIO()
    _show(Console(file=said, width=200), report)
    assert "p50 20.0 ms" in said.getvalue()
    assert "trained for 10 epochs" in said.getvalue()
