"""Replies of the action server are checked, and its failures reach the channel."""

from __future__ import annotations

import asyncio
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError

from bot.action_calls import install
from bot.channel import Replies


class FakeEndpoint:
    """An action server that gives one answer or raises one error."""

    url = "http://actions"

    def __init__(self, outcome: Any) -> None:
        self.outcome = outcome
        self.kwargs: dict[str, Any] = {}

    async def request(self, **_: Any) -> Any:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def _run(outcome: Any) -> Replies:
    install()
    replies = Replies()
    tracker = DialogueStateTracker.from_events("c1", [])
    action = RemoteAction("action_x", FakeEndpoint(outcome))
    asyncio.run(action.run(replies, None, tracker, Domain.empty()))
    return replies


def test_a_good_reply_is_taken() -> None:
    assert _run({"events": [], "responses": []}).failures == []


@pytest.mark.parametrize("reply", [{"events": 1}, {"events": [{"event": "slot"}]}, []])
def test_a_malformed_reply_is_still_refused(reply: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        _run(reply)


@pytest.mark.parametrize(
    "error", [asyncio.TimeoutError(), ClientResponseError(500, "broken", b"")]
)
def test_a_failure_is_witnessed_by_the_channel(error: Exception) -> None:
    install()
    replies = Replies()
    tracker = DialogueStateTracker.from_events("c1", [])
    action = RemoteAction("action_x", FakeEndpoint(error))
    with pytest.raises((RasaException, asyncio.TimeoutError)):
        asyncio.run(action.run(replies, None, tracker, Domain.empty()))
    assert len(replies.failures) == 1
    assert replies.failures[0].startswith("action_x: ")


def test_a_rejection_is_no_failure() -> None:
    install()
    replies = Replies()
    tracker = DialogueStateTracker.from_events("c1", [])
    body = b'{"action_name": "action_x", "error": "no answer"}'
    endpoint = FakeEndpoint(ClientResponseError(400, "rejected", body))
    with pytest.raises(ActionExecutionRejection):
        asyncio.run(
            RemoteAction("action_x", endpoint).run(
                replies, None, tracker, Domain.empty()
            )
        )
    assert replies.failures == []
