"""The running assistant, as a fixture."""

from __future__ import annotations

import pytest

from tests.assistant.running import Assistant, running_assistant


@pytest.fixture(scope="session")
def assistant(pytestconfig: pytest.Config) -> Assistant:
    """The whole assistant with its own data, shared by all tests of the run."""
    return running_assistant(pytestconfig)
