"""``python -m actions``: serves the actions on the loopback interface."""

from __future__ import annotations

import uvicorn

from actions.server import create_app
from actions.settings import ActionSettings

if __name__ == "__main__":
    uvicorn.run(
        create_app(),
        host="127.0.0.1",
        port=ActionSettings().actions_port,
        log_level="warning",
    )
