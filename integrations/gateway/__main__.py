"""Runs the gateway: ``python -m integrations.gateway``."""

from __future__ import annotations

import uvicorn

from integrations.gateway import logs
from integrations.gateway.settings import GatewaySettings

# Streams end by themselves on shutdown; whoever holds on longer is cut off.
_GRACE_SECONDS = 2


def main() -> None:
    """Serve until told to stop."""
    settings = GatewaySettings()
    logs.configure(settings.log_format)
    uvicorn.run(
        "integrations.gateway.serving:make_app",
        factory=True,
        host=settings.gateway_host,
        port=settings.gateway_port,
        workers=settings.gateway_workers,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


if __name__ == "__main__":
    main()
