"""What customers are called on the screen."""

from __future__ import annotations

from integrations.console.wording import Wording
from knowledge.conversations.desk_queries import DeskRow


def name_of(row: DeskRow, wording: Wording) -> str:
    """The customer's name, or a guest with a number to tell guests apart."""
    if row.customer_name:
        return row.customer_name
    return wording("people.guest", number=row.conversation_id[:4].upper())


def initial(row: DeskRow) -> str:
    """One letter for the circle."""
    return row.customer_name[0].upper() if row.customer_name else "·"
