"""What the assistant remembers between two turns; kept in one slot as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class OpenTask:
    """A task under way: what is known for it, and the message that began it.

    The message may answer questions that come up later ("return the headphones"),
    so its words and what they name are kept.
    """

    name: str
    words: str
    mentions: tuple[dict[str, Any], ...] = ()
    collected: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asking:
    """The open question and what has happened to it.

    ``failed`` counts answers that did not fit, ``again`` how often it was asked once
    more after something in between: once is helpful, twice is nagging.
    """

    question: str
    failed: int = 0
    again: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What the customer last saw, so that "the second one" and "it" mean something."""

    products: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    constraints: dict[str, Any] | None = None  # of the last search
    seen: tuple[str, ...] = ()  # products of that search shown so far
    product: str | None = None
    order: str | None = None
    latest: str = ""  # "products" or "orders"


@dataclass(frozen=True)
class Dialogue:
    """The stack of tasks (the last is the current one) and what was shown."""

    tasks: tuple[OpenTask, ...] = ()
    asking: Asking | None = None
    shown: Shown = Shown()
    misses: int = 0  # messages in a row that were not understood
    refused: str = ""  # what a rule has just forbidden, for the person who takes over
    # Half an identity ("I'm Emma Clarke"), kept until the other half is said.
    claim: dict[str, str] = field(default_factory=dict)

    @property
    def task(self) -> OpenTask | None:
        """The task that the open question belongs to."""
        return self.tasks[-1] if self.tasks else None

    def pushed(self, task: OpenTask) -> Dialogue:
        """With a new current task."""
        return replace(self, tasks=(*self.tasks, task), asking=None, refused="")

    def popped(self) -> Dialogue:
        """Without the current task."""
        return replace(self, tasks=self.tasks[:-1], asking=None)

    def collected(self, name: str, value: Any) -> Dialogue:
        """With one more fact known for the current task."""
        task = self.tasks[-1]
        known = replace(task, collected={**task.collected, name: value})
        return replace(self, tasks=(*self.tasks[:-1], known), asking=None)

    def to_json(self) -> dict[str, Any]:
        """As the slot holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any] | None) -> Dialogue:
        """From the slot; an empty one when there is nothing yet."""
        if not stored:
            return cls()
        asking = stored.get("asking")
        return cls(
            tasks=tuple(OpenTask(**task) for task in stored.get("tasks", ())),
            asking=_asking(asking) if asking else None,
            shown=_shown(stored.get("shown") or {}),
            misses=stored.get("misses", 0),
            refused=stored.get("refused", ""),
            claim=stored.get("claim") or {},
        )


def _asking(stored: dict[str, Any]) -> Asking:
    return Asking(**{**stored, "choices": tuple(stored.get("choices", ()))})


def _shown(stored: dict[str, Any]) -> Shown:
    lists = {
        key: tuple(stored.get(key) or ()) for key in ("products", "orders", "seen")
    }
    return Shown(**{**stored, **lists})
