"""Calls share a connection, and a restarted action server is reached again."""

from __future__ import annotations

import asyncio
import socket

from aiohttp import web
from rasa.utils.endpoints import EndpointConfig

from bot import action_connection


class ActionServer:
    """A real server that knows how many connections were made to it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connections: set[object] = set()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/webhook", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        return web.json_response({"said": await request.json()})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _calls(server: ActionServer, times: int) -> list[object]:
    endpoint = EndpointConfig(f"http://127.0.0.1:{server.port}/webhook")
    return [await endpoint.request(json={"n": n}) for n in range(times)]


def test_calls_one_after_another_share_a_connection() -> None:
    action_connection.install()

    async def scene() -> None:
        server = ActionServer(_free_port())
        await server.start()
        assert await _calls(server, 3) == [{"said": {"n": n}} for n in range(3)]
        assert len(server.connections) == 1
        await server.stop()
        await action_connection.close()

    asyncio.run(scene())


def test_a_restarted_server_is_reached_again() -> None:
    action_connection.install()

    async def scene() -> None:
        server = ActionServer(_free_port())
        for _ in range(2):
            await server.start()
            assert await _calls(server, 2) == [{"said": {"n": n}} for n in range(2)]
            await server.stop()
        assert len(server.connections) == 2
        await action_connection.close()

    asyncio.run(scene())


def test_calls_at_the_same_time_do_not_wait_for_each_other() -> None:
    action_connection.install()

    async def scene() -> None:
        server = ActionServer(_free_port())
        await server.start()
        await asyncio.gather(*(_calls(server, 1) for _ in range(3)))
        assert len(server.connections) == 3
        await server.stop()
        await action_connection.close()

    asyncio.run(scene())
