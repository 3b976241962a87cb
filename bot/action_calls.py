"""Calls to the action server: checked cheaply, bounded in time, failures seen.

Three things of Rasa 3.6.21 are replaced, once, by :func:`install`:

- it builds a validator and checks the validator's own schema on every reply, more
  than half of a turn's time; here the validator is built once;
- it waits five minutes for an action;
- it logs a failed action and carries on as if the action had said nothing; here
  the output channel of the turn is told as well.
"""

from __future__ import annotations

import os
from abc import ABC
from typing import Any

import jsonschema
from rasa.core.actions import action as rasa_action
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction

SECONDS = float(os.environ.get("SHOPKEEPER_ACTIONS_SECONDS", "20"))


class Witness(ABC):
    """An output channel that wants to know what failed during its turn."""

    failures: list[str]


def install() -> None:
    """Replace the three; a second call changes nothing."""
    if getattr(RemoteAction, "_installed_by_shopkeeper", False):
        return
    validator = jsonschema.Draft202012Validator(
        RemoteAction.action_response_format_spec()
    )
    original_run = RemoteAction.run

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    async def run(
        self: RemoteAction, output_channel: Any, nlg: Any, tracker: Any, domain: Any
    ) -> Any:
        try:
            return await original_run(self, output_channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise  # an answer like any other: another action is then chosen
        except Exception as error:
            if isinstance(output_channel, Witness):
                reason = str(error) or type(error).__name__
                output_channel.failures.append(f"{self.name()}: {reason}")
            raise

    RemoteAction._validate_action_result = validate
    RemoteAction.run = run
    RemoteAction._installed_by_shopkeeper = True
    rasa_action.DEFAULT_REQUEST_TIMEOUT = SECONDS
