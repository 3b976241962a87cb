"""What the bot sends, as strict models of the wire between gateway and bot."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from knowledge.conversations.models import Kind

# Lifecycle entries decide who owns a conversation: the bot must not write any.
SpokenKind = Literal[
    Kind.TEXT,
    Kind.QUESTION,
    Kind.ANSWER,
    Kind.PRODUCTS,
    Kind.ORDERS,
    Kind.ORDER,
    Kind.PARCELS,
    Kind.PROFILE,
    Kind.APOLOGY,
]


def _kind(value: object) -> object:
    return Kind(value) if isinstance(value, str) else value


class _Wire(BaseModel):
    # Unknown keys are let through: a newer bot may say more than we read.
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class BotButton(_Wire):
    """A button; pressing it posts ``payload`` as the customer's text."""

    title: str
    payload: str


class BotHandoff(_Wire):
    """The assistant calls a person, with what it knows of the matter."""

    reason: str
    goal: str
    collected: dict[str, Any] = Field(default_factory=dict)
    orders: list[str] = Field(default_factory=list)
    tried: list[str] = Field(default_factory=list)
    suggested: str = ""


class BotCustom(_Wire):
    """What kind of entry a message becomes, and whether a person is called."""

    kind: Annotated[SpokenKind, BeforeValidator(_kind)] = Kind.TEXT
    payload: dict[str, Any] = Field(default_factory=dict)
    handoff: BotHandoff | None = None


class BotMessage(_Wire):
    """One thing that the assistant says."""

    text: str | None = None
    buttons: list[BotButton] = Field(default_factory=list)
    custom: BotCustom | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to show."""
        return not (self.text or self.buttons or self.custom)


class Understood(_Wire):
    """How the bot understood the customer's message."""

    intent: str | None = None
    # A whole number is a JSON number too.
    confidence: Annotated[float, Field(strict=False)] = 0.0
    language: Literal["en", "zh"] | None = None
    entities: list[dict[str, Any]] = Field(default_factory=list)


class BotAnswer(_Wire):
    """The bot's whole answer to one message."""

    messages: list[BotMessage]
    understood: Understood = Field(default_factory=Understood)

    @property
    def handoff(self) -> BotHandoff | None:
        """The call for a person, when one of the messages carries it."""
        called = [m.custom.handoff for m in self.messages if m.custom]
        return next((one for one in called if one), None)
