"""What can stop a start, as one sentence that says what to do.

Stopped
├── StepFailed        a step of the preparation broke; the end of its log is shown
├── PortTaken         somebody else listens where one of ours has to
├── NotHealthy        a process did not come up, or fell down again and again
└── AlreadyRunning    this folder's assistant is up, so its data must be left alone
"""

from __future__ import annotations


class Stopped(Exception):
    """The work cannot go on; ``sentence`` says why and what to do about it."""

    def __init__(self, sentence: str, *, details: str = "") -> None:
        self.sentence = sentence
        self.details = details
        super().__init__(f"{details}\n{sentence}".strip())


class StepFailed(Stopped):
    """A step of the preparation broke."""


class PortTaken(Stopped):
    """Somebody else listens where one of ours has to."""


class NotHealthy(Stopped):
    """A process did not come up."""


class AlreadyRunning(Stopped):
    """The assistant of this folder is up already."""
