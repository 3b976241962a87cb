"""One connection to the action server, kept open between calls.

Rasa 3.6.21 opens a connection for each call: 4 % of a turn's time.
"""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
from rasa.utils import endpoints
from rasa.utils.endpoints import EndpointConfig

# Shorter than the action server's own patience with an idle connection (5 s of
# uvicorn), so that no call goes out on one that is just being closed.
IDLE_SECONDS = 2.0
_connectors: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.TCPConnector] = (
    WeakKeyDictionary()
)


def install() -> None:
    """Replace how endpoints open a session; a second call changes nothing."""
    EndpointConfig.session = _session


async def close() -> None:
    """Hang up, when the server stops."""
    connector = _connectors.pop(asyncio.get_running_loop(), None)
    if connector is not None:
        await connector.close()


def _session(self: EndpointConfig) -> aiohttp.ClientSession:
    auth: Any = None
    if self.basic_auth:
        auth = aiohttp.BasicAuth(
            self.basic_auth["username"], self.basic_auth["password"]
        )
    return aiohttp.ClientSession(
        headers=self.headers,
        auth=auth,
        connector=_connector(),
        connector_owner=False,
        timeout=aiohttp.ClientTimeout(total=endpoints.DEFAULT_REQUEST_TIMEOUT),
    )


def _connector() -> aiohttp.TCPConnector:
    loop = asyncio.get_running_loop()
    connector = _connectors.get(loop)
    if connector is None or connector.closed:
        connector = aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS)
        _connectors[loop] = connector
    return connector
