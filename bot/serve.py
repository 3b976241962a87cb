"""``python -m bot.serve``: the newest model behind the gateway's channel.

The same server as ``rasa run --enable-api``, on loopback, without the imports of
Rasa's command line, and with the action server's address from the environment.
"""

from __future__ import annotations

import logging
import sys

import bot.quiet  # noqa: F401  must come before Rasa

from rasa.core.run import serve_application  # noqa: E402  as above
from rasa.core.utils import AvailableEndpoints  # noqa: E402
from rasa.model import get_latest_model  # noqa: E402
from rasa.utils.common import configure_logging_and_warnings  # noqa: E402
from rasa.utils.log_utils import configure_structlog  # noqa: E402

from bot.settings import read_settings  # noqa: E402


def main() -> None:
    """Serve until stopped; without a model, say how to get one."""
    configure_structlog(logging.INFO)
    configure_logging_and_warnings(logging.INFO, filter_repeated_logs=False)
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
