"""The products' pictures, drawn by the seed into a folder."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send


class Pictures(StaticFiles):
    """Files of a folder that may not exist yet; a picture opened alone runs nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a picture."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # SVG may hold scripts.
                headers["Content-Security-Policy"] = (
                    "default-src 'none'; style-src 'unsafe-inline'; sandbox"
                )
                headers.setdefault("Cache-Control", "public, max-age=3600")
            await send(message)

        await super().__call__(scope, receive, send_safely)
