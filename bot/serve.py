"""``python -m bot.serve``: the newest model behind the gateway's channel.

The same server as ``rasa run --enable-api``, on loopback, without the imports of
Rasa's command line, and with the action server's address from the environment.
"""

from __future__ import annotations

import sys

from rasa.core.run import serve_application
from rasa.core.utils import AvailableEndpoints
from rasa.model import get_latest_model

from bot.server_log import configure_logging
from bot.settings import read_settings


def main() -> None:
    """Serve until stopped; without a model, say how to get one."""
    configure_logging()
    settings = read_settings()
    model = get_latest_model(str(settings.models))
    if model is None:
        sys.exit(f"No model in {settings.models}: run `python -m bot.train` first.")
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    endpoints.action.url = settings.actions_url
    serve_application(
        model,
        interface="127.0.0.1",  # the gateway is the only customer
        port=settings.port,
        credentials="credentials.yml",
        endpoints=endpoints,
        enable_api=True,
    )


if __name__ == "__main__":
    main()
