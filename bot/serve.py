"""``python -m bot.serve``: the newest model behind the gateway's channel.

The same server as ``rasa run --enable-api``, on loopback, without the imports of
Rasa's command line, and with the action server's address from the environment.
"""

from __future__ import annotations

import sys

from rasa.core.run import serve_application
from rasa.core.utils import AvailableEndpoints
from rasa.model import get_latest_model
from threadpoolctl import threadpool_limits

from bot.server_log import configure_logging
from bot.settings import read_settings


def main() -> None:
    """Serve until stopped; without a model, say how to get one."""
    configure_logging()
    use_one_thread()
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


def use_one_thread() -> None:
    """Multiply in the server's own thread.

    OpenBLAS shares out a message's few small products over every core, where its
    threads then spin as they wait for more: half of the bot's processor time, taken
    from the processes beside it. Training, with its large products, keeps them all.
    """
    threadpool_limits(limits=1, user_api="blas")


if __name__ == "__main__":
    main()
