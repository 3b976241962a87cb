"""Where the processes of one assistant listen, and how long they may take."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Literal, Self

from dotenv import dotenv_values
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.database.settings import DatabaseSettings


class RunSettings(BaseSettings):
    """Read from ``SHOPKEEPER_*`` in the environment or ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    var: Path = Path("var")
    database_url: str = ""
    environment: Literal["development", "production"] = "development"
    gateway_port: int = 8080
    console_port: int = 8090
    bot_port: int = 5005
    actions_port: int = 5055
    start_seconds: float = 180.0

    @classmethod
    def on_free_ports(cls, var: Path) -> Self:
        """An assistant of its own, beside any other on this machine."""
        gateway, console, bot, actions = _free_ports(4)
        return cls(
            var=var.absolute(),
            database_url="",
            gateway_port=gateway,
            console_port=console,
            bot_port=bot,
            actions_port=actions,
        )

    @property
    def database(self) -> DatabaseSettings:
        """The same database for the preparation and for every process."""
        return DatabaseSettings(var=self.var, database_url=self.database_url)

    @property
    def ports(self) -> dict[str, int]:
        """The port of each process that listens."""
        return {
            "bot": self.bot_port,
            "actions": self.actions_port,
            "gateway": self.gateway_port,
            "console": self.console_port,
        }

    def variables(self) -> dict[str, str]:
        """The environment of every process: ours, and that all agree on these."""
        own = {
            "VAR": str(self.var.absolute()),
            "DATABASE_URL": self.database_url,
            "ENVIRONMENT": self.environment,
            "BOT_URL": f"http://127.0.0.1:{self.bot_port}",
        }
        own |= {f"{name}_port".upper(): str(port) for name, port in self.ports.items()}
        prefixed = {f"SHOPKEEPER_{name}": value for name, value in own.items()}
        # The bot's Python does not read .env by itself.
        written = {key: value for key, value in dotenv_values(".env").items() if value}
        return {**written, **os.environ, **prefixed, "PYTHONUNBUFFERED": "1"}


def _free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now; all held at once so that none comes twice."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
