"""The application as a server's worker makes it, with its logs set up."""

from __future__ import annotations

from fastapi import FastAPI

from integrations.gateway import logs
from integrations.gateway.app import create_app
from integrations.gateway.services import make_services
from integrations.gateway.settings import GatewaySettings


def make_app() -> FastAPI:
    """Called once in every worker, which is a process of its own."""
    settings = GatewaySettings()
    logs.configure(settings.log_format)
    return create_app(make_services(settings))
