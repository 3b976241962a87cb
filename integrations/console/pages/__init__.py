"""The pages that people see, one module per part of the screen."""

from __future__ import annotations

from integrations.console.pages import (
    article_editor,
    articles_list,
    desk,
    session_routes,
    sign_in,
)
from integrations.console.services import Services


def register_pages(services: Services) -> None:
    """Put every page at its address."""
    sign_in.register(services)
    # After the page at the same address, which would drop the form's route.
    session_routes.register(services)
    desk.register(services)
    articles_list.register(services)
    article_editor.register(services)
