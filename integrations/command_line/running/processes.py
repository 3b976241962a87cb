"""The processes that ``Procfile`` names, and how to ask each for its health."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

import httpx
from honcho.environ import parse_procfile

from integrations.command_line.running.errors import PortTaken
from integrations.command_line.running.settings import RunSettings

# Where each process that listens answers when it can serve.
HEALTH_PATHS = {
    "bot": "/status",
    "actions": "/health",
    "gateway": "/health",
    "console": "/health",
}


@dataclass(frozen=True)
class Process:
    """One line of ``Procfile``."""

    name: str
    command: str
    health: str | None  # an address; None for one that only works

    def is_healthy(self) -> bool:
        """Whether it answers now; one without an address is judged by living on."""
        if self.health is None:
            return True
        try:
            return httpx.get(self.health, timeout=2).is_success
        except httpx.HTTPError:
            return False


def processes(settings: RunSettings) -> list[Process]:
    """Every process of ``Procfile``, in its order."""
    lines = parse_procfile(Path("Procfile").read_text("utf-8")).processes
    return [
        Process(name, f"exec {command}", _health(name, settings))
        for name, command in lines.items()
    ]


def check_ports(settings: RunSettings) -> None:
    """Raises :class:`PortTaken` with the setting that moves the process elsewhere."""
    for name, port in settings.ports.items():
        if _is_taken(port):
            raise PortTaken(
                f"Port {port}, where the {name} listens, is taken by another program."
                f" Stop that program, or set SHOPKEEPER_{name.upper()}_PORT to a"
                " free port in .env."
            )


def _health(name: str, settings: RunSettings) -> str | None:
    if name not in settings.ports:
        return None
    return f"http://127.0.0.1:{settings.ports[name]}{HEALTH_PATHS[name]}"


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return True
    return False
