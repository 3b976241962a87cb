"""What can stop a play before anything could be compared."""

from __future__ import annotations

from integrations.command_line.running.errors import Stopped


class UnreadableScript(Stopped):
    """A conversation file is not as ``docs/conversations.md`` says."""


class NobodyThere(Stopped):
    """No assistant answers at the given address."""


class CannotSignIn(Stopped):
    """There is no way to vouch for the customer of a conversation."""
